#include "chat_media.h"

#include "json_walk.h"
#include "token_estimate.h"

#include <algorithm>
#include <array>

namespace gateway::protocol {

namespace {

/// A photo at full detail has 765 to 1,105 tokens with most vendors. Source: OpenAI, "Images and vision", cost of
/// images; read 2026-11-20.
constexpr std::int64_t kTokensOfImage = 1000;
/// For audio and files; low enough not to reject any request.
constexpr std::int64_t kTokensOfOther = 1000;
constexpr std::size_t kBytesOfToken = 4;

/// Without one of these there are no media.
constexpr std::array<std::string_view, 8> kSigns{"\"image_url\"", "\"input_audio\"", "\"file\"", "\"file_data\"",
    "\"source\"", "\"inlineData\"", "\"inline_data\"", "\"images\""};

/// Where a part may have its data: `{"image_url": {"url": ...}}`, or directly. Sources: OpenAI API reference, chat and
/// Responses; Anthropic "Vision", "PDF support"; Gemini API "Part". Read 2026-11-21.
struct Place {
    std::string_view part;
    std::string_view data;
    bool isImage;
};
constexpr std::array kPlaces{Place{"image_url", "url", true}, Place{"input_audio", "data", false},
    Place{"file", "file_data", false}, Place{"file_data", {}, false}, Place{"inlineData", "data", true},
    Place{"inline_data", "data", true}};

constexpr std::string_view kSource = "source"; // Anthropic
constexpr std::string_view kContent = "content";
constexpr std::string_view kParts = "parts"; // Gemini
constexpr std::string_view kImages = "images"; // Ollama

std::size_t sizeOfData(JsonValue value)
{
    const std::string_view text = value.raw_json_token();
    const bool isAddress = text.starts_with("\"http:") || text.starts_with("\"https:");
    return isAddress ? 0 : text.size();
}

simdjson::error_code takeMedium(const Place& place, JsonValue value, ChatMedia& media)
{
    ++(place.isImage ? media.images : media.others);
    if (isType(value, JsonType::string)) // some clients write the URL directly
        media.dataBytes += sizeOfData(value);
    return eachFieldOf(value, [&](JsonField& field) -> simdjson::error_code {
        std::string_view key;
        if (const auto error = field.unescaped_key().get(key))
            return error;
        if (key == place.data && isType(field.value(), JsonType::string))
            media.dataBytes += sizeOfData(field.value());
        return simdjson::SUCCESS;
    });
}

simdjson::error_code takePart(JsonValue part, ChatMedia& media, bool isInside = false);

/// An image, or a document, which may be plain text: as data, or as content that may contain images. A source that is
/// not an object is the URL of a search result. Source: Anthropic API reference, "Create a message", document and
/// search_result; read 2026-11-22.
simdjson::error_code takeSource(JsonValue source, ChatMedia& media)
{
    bool isMedium = isObject(source);
    std::size_t bytes = 0;
    const auto error = eachFieldOf(source, [&](JsonField& field) -> simdjson::error_code {
        std::string_view key;
        if (const auto wrong = field.unescaped_key().get(key))
            return wrong;
        if (key == kContent)
            return eachElementOf(field.value(), [&](JsonValue inner) { return takePart(inner, media, true); });
        std::string_view text;
        if (key == "type" && isType(field.value(), JsonType::string) && !field.value().get_string().get(text))
            isMedium = text != "text" && text != kContent;
        else if (key == "data" && isType(field.value(), JsonType::string))
            bytes = sizeOfData(field.value());
        return simdjson::SUCCESS;
    });
    if (isMedium) {
        ++media.images;
        media.dataBytes += bytes;
    }
    return error;
}

/// Tool results have parts of their own, but these have none.
simdjson::error_code takePart(JsonValue part, ChatMedia& media, bool isInside)
{
    return eachFieldOf(part, [&](JsonField& field) -> simdjson::error_code {
        std::string_view key;
        if (const auto error = field.unescaped_key().get(key))
            return error;
        if (key == kContent && !isInside)
            return eachElementOf(field.value(), [&](JsonValue inner) { return takePart(inner, media, true); });
        if (key == kSource)
            return takeSource(field.value(), media);
        const auto place = std::ranges::find(kPlaces, key, &Place::part);
        return place == kPlaces.end() ? simdjson::SUCCESS : takeMedium(*place, field.value(), media);
    });
}

simdjson::error_code takeImage(JsonValue image, ChatMedia& media)
{
    ++media.images;
    media.dataBytes += isType(image, JsonType::string) ? sizeOfData(image) : 0;
    return simdjson::SUCCESS;
}

simdjson::error_code takeMessage(JsonValue message, ChatMedia& media)
{
    return eachFieldOf(message, [&](JsonField& field) -> simdjson::error_code {
        std::string_view key;
        if (const auto error = field.unescaped_key().get(key))
            return error;
        if (key == kImages)
            return eachElementOf(field.value(), [&](JsonValue image) { return takeImage(image, media); });
        if (key != kContent && key != kParts)
            return simdjson::SUCCESS;
        return eachElementOf(field.value(), [&](JsonValue part) { return takePart(part, media); });
    });
}

} // namespace

ChatMedia mediaOf(const RequestOutline& request, std::string_view body)
{
    const std::string_view messages = request.messages(body);
    const auto isThere = [messages](std::string_view sign) { return messages.find(sign) != std::string_view::npos; };
    if (std::ranges::none_of(kSigns, isThere))
        return {};
    simdjson::ondemand::parser parser;
    simdjson::ondemand::document document;
    simdjson::ondemand::value root;
    const simdjson::padded_string_view padded(messages.data(), messages.size(), messages.size() + kJsonPadding);
    ChatMedia media;
    if (parser.iterate(padded).get(document) || document.get_value().get(root))
        return {};
    if (eachElementOf(root, [&](JsonValue message) { return takeMessage(message, media); }))
        return {};
    return media;
}

std::int64_t estimateMessageTokens(const RequestOutline& request, std::string_view body, const ChatMedia& media)
{
    const auto ofData = static_cast<std::int64_t>(media.dataBytes / kBytesOfToken);
    return estimateTokens(request.messages(body)) - ofData + media.images * kTokensOfImage
        + media.others * kTokensOfOther;
}

} // namespace gateway::protocol
