#include "media_block.h"

#include "gateway/core/text/ascii.h"
#include "gateway/protocol/conversation/translation/media_text.h"

#include <QtGlobal>

#include <algorithm>
#include <array>

namespace gateway::protocol::bedrock {

namespace {

struct FormatRow {
    std::string_view mediaType;
    std::string_view block;
    std::string_view format;
};

// Source: Amazon Bedrock API Reference, ImageBlock, DocumentBlock, VideoBlock, AudioBlock. Read 2026-11.
constexpr std::array kFormats{
    FormatRow{"image/png", "image", "png"},
    FormatRow{"image/jpeg", "image", "jpeg"},
    FormatRow{"image/jpg", "image", "jpeg"},
    FormatRow{"image/gif", "image", "gif"},
    FormatRow{"image/webp", "image", "webp"},
    FormatRow{"application/pdf", "document", "pdf"},
    FormatRow{"text/csv", "document", "csv"},
    FormatRow{"application/msword", "document", "doc"},
    FormatRow{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "document", "docx"},
    FormatRow{"application/vnd.ms-excel", "document", "xls"},
    FormatRow{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "document", "xlsx"},
    FormatRow{"text/html", "document", "html"},
    FormatRow{"text/plain", "document", "txt"},
    FormatRow{"text/markdown", "document", "md"},
    FormatRow{"video/x-matroska", "video", "mkv"},
    FormatRow{"video/quicktime", "video", "mov"},
    FormatRow{"video/mp4", "video", "mp4"},
    FormatRow{"video/webm", "video", "webm"},
    FormatRow{"video/x-flv", "video", "flv"},
    FormatRow{"video/mpeg", "video", "mpeg"},
    FormatRow{"video/x-ms-wmv", "video", "wmv"},
    FormatRow{"video/3gpp", "video", "three_gp"},
    FormatRow{"audio/mpeg", "audio", "mp3"},
    FormatRow{"audio/mp3", "audio", "mp3"},
    FormatRow{"audio/wav", "audio", "wav"},
    FormatRow{"audio/x-wav", "audio", "wav"},
    FormatRow{"audio/opus", "audio", "opus"},
    FormatRow{"audio/aac", "audio", "aac"},
    FormatRow{"audio/flac", "audio", "flac"},
    FormatRow{"audio/ogg", "audio", "ogg"},
    FormatRow{"audio/mp4", "audio", "m4a"},
    FormatRow{"audio/webm", "audio", "webm"},
    FormatRow{"audio/pcm", "audio", "pcm"},
};

/// By its type, its first bytes or its file extension; null if it is unknown.
const FormatRow* formatOf(const Media& media)
{
    std::string type = asciiLower(media.mediaType.substr(0, media.mediaType.find(';')));
    if (type.empty() || type == "application/octet-stream")
        type = sniffedType(media.data);
    const std::size_t dot = media.name.rfind('.');
    const std::string end = dot == std::string::npos ? std::string() : asciiLower(media.name.substr(dot + 1));
    const auto row = std::find_if(kFormats.begin(), kFormats.end(),
        [&](const FormatRow& each) { return type.empty() ? each.format == end : each.mediaType == type; });
    return row == kFormats.end() ? nullptr : &*row;
}

/// A name may contain letters, digits, single spaces, hyphens, round and square brackets.
std::string documentName(RequestTask& task, const std::string& wanted)
{
    static constexpr std::string_view kAllowed = "-()[]";
    constexpr std::size_t kLongest = 190; // of the allowed 200, with room for a number
    std::string name;
    for (const char c : wanted.substr(0, wanted.rfind('.'))) {
        const bool isGood = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
            || kAllowed.find(c) != std::string_view::npos;
        if (isGood)
            name += c;
        else if (!name.empty() && name.back() != ' ')
            name += ' ';
    }
    name.resize(std::min(name.size(), kLongest));
    if (name.ends_with(' '))
        name.pop_back();
    if (name.empty())
        name = "document";
    std::string unique = name;
    for (int number = 2; !task.documents.insert(unique).second; ++number)
        unique = name + ' ' + std::to_string(number);
    return unique;
}

/// The context that Anthropic's clients specify for a document.
std::string contextOf(const Media& media)
{
    const Json& own = media.extras.value;
    const auto context = media.extras.format == Format::Anthropic && own.is_object() ? own.find("context") : own.end();
    return context != own.end() && context->is_string() ? context->get<std::string>() : std::string();
}

/// The source of the bytes; null, and a problem, if Bedrock cannot access it.
Json sourceOf(RequestTask& task, const Media& media, const std::string& path)
{
    if (!media.data.empty())
        return Json{{"bytes", media.data}};
    if (media.url.starts_with("s3://"))
        return Json{{"s3Location", Json{{"uri", media.url}}}};
    if (!media.url.empty())
        task.problem.add(path, QT_TRANSLATE_NOOP("Error", "is a URL, which Bedrock does not fetch. Send the content as base64 data."));
    else
        task.problem.add(path, QT_TRANSLATE_NOOP("Error", "is the id of a file at another provider. Send the content as base64 data."));
    return {};
}

} // namespace

Json mediaBlock(RequestTask& task, const Media& media, const std::string& written, bool isInResult)
{
    const std::string& path = media.place.empty() ? written : media.place;
    Json source = sourceOf(task, media, path);
    if (source.is_null())
        return {};
    const FormatRow* const row = formatOf(media);
    if (const auto text = row ? std::nullopt : plainText(media))
        return Json{{"text", *text}};
    if (!row) {
        task.problem.add(path, {QT_TRANSLATE_NOOP("Error", "has the type \"%1\", which Bedrock does not support."), {media.mediaType}});
        return {};
    }
    if (isInResult && row->block == "audio") {
        task.problem.add(path, QT_TRANSLATE_NOOP("Error", "is audio, which Bedrock does not accept in a tool result."));
        return {};
    }
    if (!media.detail.empty() && media.detail != "auto")
        task.losses.add("messages: detail of an image");
    Json inner;
    inner["format"] = row->format;
    if (row->block == "document")
        inner["name"] = documentName(task, media.name);
    if (const std::string context = row->block == "document" ? contextOf(media) : std::string(); !context.empty())
        inner["context"] = context;
    inner["source"] = std::move(source);
    Json block;
    block[std::string(row->block)] = std::move(inner);
    return block;
}

} // namespace gateway::protocol::bedrock
