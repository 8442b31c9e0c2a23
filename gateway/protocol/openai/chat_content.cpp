#include "chat_content.h"

#include "gateway/protocol/conversation/extra_loss.h"
#include "gateway/protocol/conversation/offered_tools.h"
#include "gateway/protocol/conversation/translation/media_text.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <utility>

namespace gateway::protocol::openai {

namespace {

constexpr const char* kNoBase64 = QT_TRANSLATE_NOOP("Error", "must be a URL, or \"data:<type>;base64,<data>\" with valid base64.");

void readText(const BodyNode& part, Content& out)
{
    const BodyNode text = part["text"];
    if (!text.isThere())
        text.refuseMissing();
    out = Text{text.text(), {}, {}};
}

void readRefusal(const BodyNode& part, Content& out) { out = Refusal{part["refusal"].text()}; }

/// Mistral's reasoning inside content. Source: Mistral "Reasoning", read 2026-11.
void readThinking(const BodyNode& part, Content& out)
{
    Thinking thinking;
    const BodyNode inner = part["thinking"];
    if (inner.isText())
        thinking.text = inner.text();
    else
        inner.each([&](const BodyNode& piece) { thinking.text += piece["text"].text(); });
    out = std::move(thinking);
}

/// An object with a `url`, or the URL itself.
void readLink(const BodyNode& link, Media& media)
{
    const BodyNode url = link.isText() ? link : link["url"];
    const std::string text = url.neededText();
    if (!text.empty() && !setUrl(media, text))
        url.refuse(Sentence::of(kNoBase64));
}

void readImage(const BodyNode& part, Content& out)
{
    Media media;
    const BodyNode link = part["image_url"];
    readLink(link, media);
    if (link.isObject())
        media.detail = link["detail"].text();
    out = std::move(media);
}

void readVideo(const BodyNode& part, Content& out)
{
    Media media;
    media.kind = Media::Kind::Video;
    readLink(part["video_url"], media);
    out = std::move(media);
}

/// Data that is a URL, a data URL or plain base64.
void readData(const BodyNode& data, Media& media)
{
    std::string text = data.neededText();
    if (text.starts_with("data:") || text.find("://") < 16) {
        if (!setUrl(media, text))
            data.refuse(Sentence::of(kNoBase64));
    } else if (!text.empty() && !isBase64(text)) {
        data.refuse(QT_TRANSLATE_NOOP("Error", "is not base64."));
    } else {
        media.data = std::move(text);
    }
}

void readAudio(const BodyNode& part, Content& out)
{
    Media media;
    media.kind = Media::Kind::Audio;
    const BodyNode audio = part["input_audio"];
    readData(audio["data"], media);
    const std::string format = audio["format"].text();
    media.mediaType = format.empty() ? media.mediaType : "audio/" + (format == "mp3" ? std::string("mpeg") : format);
    out = std::move(media);
}

void readFile(const BodyNode& part, Content& out)
{
    Media media;
    media.kind = Media::Kind::File;
    const BodyNode file = part["file"];
    media.name = file["filename"].text();
    media.fileId = file["file_id"].text();
    if (media.fileId.empty())
        readData(file["file_data"], media);
    out = std::move(media);
}

struct PartType {
    std::string_view type;
    void (*read)(const BodyNode& part, Content& out);
};

// Sources: openai/openai-python chat_completion_content_part_param.py; Alibaba Model Studio
// "Qwen-VL" and vLLM "Multimodal inputs" (video_url). Read 2026-11.
constexpr std::array kPartTypes{
    PartType{"text", readText},
    PartType{"image_url", readImage},
    PartType{"input_audio", readAudio},
    PartType{"file", readFile},
    PartType{"video_url", readVideo},
    PartType{"refusal", readRefusal},
    PartType{"thinking", readThinking},
};

void readPart(const BodyNode& node, std::vector<Part>& parts)
{
    const std::string type = node["type"].neededText();
    const auto known =
        std::find_if(kPartTypes.begin(), kPartTypes.end(), [&](const PartType& each) { return each.type == type; });
    Part part;
    if (known != kPartTypes.end())
        known->read(node, part.content);
    else // of a later version
        part.content = Opaque{Format::OpenAiChat, node.json(), node.path()};
    if (auto* const media = std::get_if<Media>(&part.content))
        media->place = node.path();
    part.cacheControl = node["cache_control"].objectOf({"type", "ttl"});
    // Marks the end of a reusable prefix, as Anthropic's field does. Source: openai-node, src/resources/chat/
    // completions/completions.ts, ChatCompletionContentPartText.PromptCacheBreakpoint; read 2026-11-28.
    if (const BodyNode mark = node["prompt_cache_breakpoint"]; mark.isObject() && part.cacheControl.is_null()) {
        (void)mark["mode"]; // always "explicit"
        part.cacheControl = Json{{"type", "ephemeral"}};
    }
    const auto* const text = std::get_if<Text>(&part.content);
    if (!text || !text->text.empty() || !part.cacheControl.is_null())
        parts.push_back(std::move(part));
}

Json linkPart(const char* type, std::string url)
{
    Json part;
    part["type"] = type;
    part[type]["url"] = std::move(url);
    return part;
}

Json imagePart(const Media& media, ChatWriting& writing)
{
    std::string url = urlOf(media);
    if (url.empty()) {
        writing.problem.add(media.placeOr("messages"), QT_TRANSLATE_NOOP("Error", "is the file id of an image, which the target cannot open. Send the image itself."));
        return {};
    }
    Json part = linkPart("image_url", std::move(url));
    if (!media.detail.empty())
        part["image_url"]["detail"] = media.detail;
    return part;
}

Json audioPart(const Media& media, ChatWriting& writing)
{
    if (media.data.empty() && !(writing.isOwn() && !media.url.empty())) {
        writing.problem.add(media.placeOr("messages"), QT_TRANSLATE_NOOP("Error", "is audio without data, which the target cannot open. Send it as base64."));
        return {};
    }
    std::string_view format = media.mediaType;
    format.remove_prefix(std::min(format.find('/') + 1, format.size()));
    Json part;
    part["type"] = "input_audio";
    part["input_audio"]["data"] = media.data.empty() ? media.url : media.data;
    if (!format.empty())
        part["input_audio"]["format"] = format == "mpeg" ? "mp3" : format.starts_with("x-") ? format.substr(2) : format;
    return part;
}

Json videoPart(const Media& media, ChatWriting& writing)
{
    std::string url = urlOf(media);
    if (url.empty())
        writing.problem.add(media.placeOr("messages"), QT_TRANSLATE_NOOP("Error", "is the file id of a video, which the target cannot open. Send a URL or the video itself."));
    return linkPart("video_url", std::move(url));
}

Json filePart(const Media& media, ChatWriting& writing)
{
    Json file;
    const bool isSameVendor = writing.conversation.origin == Format::OpenAiResponses && writing.target.keepsSignatures;
    if (!media.fileId.empty() && (writing.isOwn() || isSameVendor))
        file["file_id"] = media.fileId;
    else if (!media.data.empty() || (!media.url.empty() && (writing.isOwn() || writing.target.opensDocuments)))
        file["file_data"] = media.mediaType.empty() && !media.data.empty() ? media.data : urlOf(media);
    else
        writing.problem.add(media.placeOr("messages"), QT_TRANSLATE_NOOP("Error", "is a file without data, which the target cannot open. Send it as base64."));
    if (!media.name.empty())
        file["filename"] = media.name;
    else if (!writing.isOwn() && file.contains("file_data"))
        file["filename"] = "document.pdf"; // data require a name
    return Json{{"type", "file"}, {"file", std::move(file)}};
}

Json mediaPart(const Media& media, ChatWriting& writing)
{
    switch (media.kind) {
    case Media::Kind::Image:
        return imagePart(media, writing);
    case Media::Kind::Audio:
        return audioPart(media, writing);
    case Media::Kind::Video:
        return videoPart(media, writing);
    case Media::Kind::File:
        break;
    }
    // OpenAI accepts PDF only. Source: OpenAI, "File inputs", chat completions; read 2026-11-22.
    if (const auto text = writing.isOwn() ? std::nullopt : plainText(media))
        return Json{{"type", "text"}, {"text", *text}};
    return filePart(media, writing);
}

Json opaquePart(const Opaque& opaque, ChatWriting& writing)
{
    if (opaque.format == Format::OpenAiChat)
        return opaque.value;
    addPieceLoss(writing.losses, opaque);
    return {};
}

} // namespace

void readContent(const BodyNode& content, std::vector<Part>& parts)
{
    if (!content.isThere())
        return;
    if (content.isArray()) {
        content.each([&](const BodyNode& part) { readPart(part, parts); });
        return;
    }
    if (!content.isText())
        content.refuse(QT_TRANSLATE_NOOP("Error", "must be a string or an array of parts."));
    std::string text = content.text();
    if (!text.empty())
        parts.push_back({Text{std::move(text), {}, {}}, {}});
}

Json contentPart(const Part& part, ChatWriting& writing)
{
    Json json;
    if (const auto* const text = std::get_if<Text>(&part.content)) {
        json["type"] = "text";
        json["text"] = text->text;
        if (!text->annotations.empty())
            writing.losses.add("annotations");
    } else if (const auto* const media = std::get_if<Media>(&part.content)) {
        json = mediaPart(*media, writing);
    } else if (const auto* const opaque = std::get_if<Opaque>(&part.content)) {
        json = opaquePart(*opaque, writing);
    }
    if (part.cacheControl.is_null() || json.is_null() || json.contains("cache_control"))
        return json;
    if (writing.keepsCacheControl())
        json["cache_control"] = part.cacheControl;
    else
        writing.losses.add("cache_control");
    return json;
}

Json contentOf(Json list, std::string_view separator, const ChatWriting& writing)
{
    const auto isPlain = [](const Json& part) { return part.size() == 2 && part.contains("text") && part["type"] == "text"; };
    if (!list.is_array() || list.empty())
        return "";
    if (list.size() == 1 && isPlain(list[0]))
        return std::move(list[0]["text"]);
    if (writing.isOwn() || !std::all_of(list.begin(), list.end(), isPlain))
        return list;
    std::string text;
    for (const Json& part : list) {
        if (!text.empty())
            text += separator;
        text += part["text"].get_ref<const std::string&>();
    }
    return text;
}

} // namespace gateway::protocol::openai
