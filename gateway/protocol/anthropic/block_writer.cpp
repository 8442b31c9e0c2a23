#include "block_writer.h"

#include "words.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/protocol/conversation/extra_loss.h"
#include "gateway/protocol/conversation/call_arguments.h"
#include "gateway/protocol/conversation/offered_tools.h"
#include "gateway/protocol/conversation/tool_name.h"
#include "gateway/protocol/conversation/translation/media_text.h"

#include <QByteArray>

#include <algorithm>
#include <array>

namespace gateway::protocol::anthropic {

namespace {

// Source: SDK, BetaBase64ImageSource.
constexpr std::array<std::string_view, 4> kImageTypes{"image/jpeg", "image/png", "image/gif", "image/webp"};

bool isKnownImage(const std::string& type)
{
    return std::find(kImageTypes.begin(), kImageTypes.end(), type) != kImageTypes.end();
}

bool isWeb(const std::string& url) { return url.starts_with("https://") || url.starts_with("http://"); }

std::string typeOf(const Media& media)
{
    if (media.mediaType == "image/jpg") // a common misspelling
        return "image/jpeg";
    return media.mediaType.empty() ? sniffedType(media.data) : media.mediaType;
}

void addExtras(Json& block, const Opaque& extras, const Writing& writing)
{
    if (writing.isOwn() && extras.format == Format::Anthropic && extras.value.is_object())
        for (const auto& [key, value] : extras.value.items())
            block[key] = value;
}

Json source(std::string_view type, std::string_view key, const std::string& value)
{
    Json json;
    json["type"] = type;
    json[std::string(key)] = value;
    return json;
}

Json dataSource(std::string_view type, const std::string& mediaType, const std::string& data)
{
    Json json;
    json["type"] = type;
    json["media_type"] = mediaType;
    json["data"] = data;
    return json;
}

/// A source outside the request itself.
Json distantSource(const Media& media, Writing& writing)
{
    if (!media.fileId.empty()) {
        if (!writing.isOwn())
            writing.refuse(media.placeOr("messages"), QT_TRANSLATE_NOOP("Error", "A file is referenced by an id of another provider. Send its content."));
        return source("file", "file_id", media.fileId);
    }
    if (!writing.isOwn() && !isWeb(media.url))
        writing.refuse(media.placeOr("messages"), QT_TRANSLATE_NOOP("Error", "Anthropic cannot fetch the URL of a file. Send its content, or use an https URL."));
    return source("url", "url", media.url);
}

Json imageBlock(const Media& media, Writing& writing)
{
    Json block;
    block["type"] = "image";
    if (media.data.empty()) {
        block["source"] = distantSource(media, writing);
    } else {
        const std::string type = typeOf(media);
        if (!writing.isOwn() && !isKnownImage(type))
            writing.refuse(media.placeOr("messages"), QT_TRANSLATE_NOOP("Error", "Anthropic does not support the type of an image. Use JPEG, PNG, GIF or WebP."));
        block["source"] = dataSource("base64", type, media.data);
    }
    if (!media.detail.empty() && media.detail != "auto")
        writing.losses.add("messages: detail of an image");
    return block;
}

Json documentBlock(const Media& media, Writing& writing)
{
    Json block;
    block["type"] = "document";
    const std::string type = typeOf(media);
    if (media.data.empty()) {
        block["source"] = distantSource(media, writing);
    } else if (type.starts_with("text/") || type == "application/json") {
        const QByteArray base64 = QByteArray::fromRawData(media.data.data(), static_cast<qsizetype>(media.data.size()));
        block["source"] = dataSource("text", "text/plain", QByteArray::fromBase64(base64).toStdString());
    } else {
        if (!writing.isOwn() && type != "application/pdf")
            writing.refuse(media.placeOr("messages"), QT_TRANSLATE_NOOP("Error", "Anthropic does not support the type of a file. Send a PDF or plain text."));
        block["source"] = dataSource("base64", type, media.data);
    }
    if (!media.name.empty())
        block["title"] = media.name;
    return block;
}

Json resultContent(const ResultContent& content, Writing& writing)
{
    if (const auto* text = std::get_if<Text>(&content))
        return writeText(*text, writing);
    if (const auto* media = std::get_if<Media>(&content))
        return writeMedia(*media, writing);
    return writeOpaque(std::get<Opaque>(content), writing);
}

} // namespace

void Writing::refuse(const std::string& param, const Sentence& message)
{
    if (problem)
        return;
    Error error;
    error.kind = ErrorKind::InvalidRequest;
    error.param = param;
    error.message = message;
    problem = std::move(error);
}

bool isBlank(const std::string& text) { return text.find_first_not_of(" \t\r\n\v\f") == std::string::npos; }

Json textBlock(const std::string& text)
{
    Json block;
    block["type"] = "text";
    block["text"] = text;
    return block;
}

Json writeText(const Text& text, const Writing& writing)
{
    if (writing.isOwn() && text.original.format == Format::Anthropic && text.original.value.is_object())
        return text.original.value;
    if (isBlank(text.text))
        return {};
    Json block = textBlock(text.text);
    if (writing.isOwn() && text.origin == Format::Anthropic && !text.annotations.empty())
        block["citations"] = text.annotations;
    return block;
}

Json writeMedia(const Media& media, Writing& writing)
{
    const bool isHeard = media.kind == Media::Kind::Audio || media.kind == Media::Kind::Video;
    if (isHeard) {
        writing.refuse(media.placeOr("messages"), QT_TRANSLATE_NOOP("Error", "Anthropic accepts neither audio nor video. Send the text, or choose another model."));
        return {};
    }
    const bool isImage = media.kind == Media::Kind::Image || kindOf(media.mediaType) == Media::Kind::Image;
    Json block = isImage ? imageBlock(media, writing) : documentBlock(media, writing);
    addExtras(block, media.extras, writing);
    return block;
}

/// A signature is valid only for its creator. Other vendors of the format get only the text of thinking that they did
/// not sign, because some of them require it within a tool loop.
Json writeThinking(const Thinking& thinking, Writing& writing)
{
    const bool isOurs = thinking.origin == Format::Anthropic && (writing.target.keepsSignatures || thinking.isOfTarget);
    Json block;
    if (isOurs && !thinking.encrypted.empty()) {
        block["type"] = "redacted_thinking";
        block["data"] = thinking.encrypted;
        return block;
    }
    const bool isPlain = !writing.target.keepsSignatures && !isBlank(thinking.text);
    if ((isOurs && !thinking.signature.empty()) || isPlain) {
        block["type"] = "thinking";
        block["thinking"] = thinking.text;
        block["signature"] = isOurs ? thinking.signature : std::string();
        return block;
    }
    writing.losses.add("messages: thinking that Anthropic did not sign");
    return {};
}

Json writeOpaque(const Opaque& opaque, Writing& writing)
{
    if (opaque.format == Format::Anthropic)
        return opaque.value;
    writing.losses.add("messages: " + nameableType(kindOf(opaque)));
    return {};
}

Json writeToolCall(const ToolCall& call, const std::string& id, Writing& writing)
{
    CallArguments arguments = argumentsOf(call);
    Json block;
    block["type"] = "tool_use";
    block["id"] = id;
    block["name"] = flatToolName(call.nameSpace, call.name);
    block["input"] = std::move(arguments.object);
    if (!arguments.isWhole)
        writing.losses.add("messages: arguments of a tool call that are no JSON object");
    addExtras(block, call.extras, writing);
    return block;
}

Json writeToolResult(const ToolResult& result, const std::string& id, Writing& writing)
{
    Json block;
    block["type"] = "tool_result";
    block["tool_use_id"] = id;
    Json content = Json::array();
    for (const ResultContent& each : result.content)
        if (Json written = resultContent(each, writing); !written.is_null())
            content.push_back(std::move(written));
    if (!result.value.is_null())
        content.push_back(textBlock(toText(result.value)));
    const bool isOneText =
        content.size() == 1 && content[0].size() == 2 && content[0].contains("text") && json::textOf(content[0], "type") == "text";
    if (isOneText)
        block["content"] = std::move(content[0]["text"]);
    else if (!content.empty())
        block["content"] = std::move(content);
    if (result.isError)
        block["is_error"] = true;
    addExtras(block, result.extras, writing);
    return block;
}

} // namespace gateway::protocol::anthropic
