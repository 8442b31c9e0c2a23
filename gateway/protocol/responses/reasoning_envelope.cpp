#include "reasoning_envelope.h"

#include "gateway/core/json/json_fields.h"

#include <QByteArray>

#include <array>

namespace gateway::protocol::responses {

namespace {

struct FormatName {
    Format format;
    std::string_view name;
};

// Part of the envelope format: these names must not change.
constexpr std::array kFormatNames{FormatName{Format::OpenAiChat, "chat"},
    FormatName{Format::OpenAiCompletions, "completions"}, FormatName{Format::OpenAiResponses, "responses"},
    FormatName{Format::Anthropic, "anthropic"}, FormatName{Format::Gemini, "gemini"},
    FormatName{Format::OllamaChat, "ollama"}, FormatName{Format::OllamaGenerate, "ollama_generate"},
    FormatName{Format::Bedrock, "bedrock"}, FormatName{Format::Cohere, "cohere"}};

std::string sealed(const Json& content)
{
    const std::string text = toText(content);
    const QByteArray base64 = QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size())).toBase64();
    return std::string(kEnvelopeMark) + base64.toStdString();
}

/// Null if it is invalid.
Json opened(std::string_view envelope)
{
    if (!isEnvelope(envelope))
        return {};
    envelope.remove_prefix(kEnvelopeMark.size());
    const auto base64 = QByteArray::fromRawData(envelope.data(), static_cast<qsizetype>(envelope.size()));
    const auto decoded = QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return {};
    auto content = parseJson((*decoded).toStdString());
    return content && content->is_object() ? std::move(*content) : Json();
}

} // namespace

bool isEnvelope(std::string_view encryptedContent) { return encryptedContent.starts_with(kEnvelopeMark); }

std::string sealThinking(const Thinking& thinking)
{
    Json content{{"kind", "thinking"}};
    for (const FormatName& each : kFormatNames)
        if (thinking.origin == each.format)
            content["origin"] = each.name;
    json::putText(content, "text", thinking.text);
    json::putText(content, "signature", thinking.signature);
    json::putText(content, "encrypted", thinking.encrypted);
    json::putText(content, "id", thinking.id);
    return sealed(content);
}

std::optional<Thinking> openThinking(std::string_view encryptedContent)
{
    const Json content = opened(encryptedContent);
    if (json::textOf(content, "kind") != "thinking")
        return std::nullopt;
    Thinking thinking;
    thinking.text = json::textOf(content, "text");
    thinking.signature = json::textOf(content, "signature");
    thinking.encrypted = json::textOf(content, "encrypted");
    thinking.id = json::textOf(content, "id");
    for (const FormatName& each : kFormatNames)
        if (json::textOf(content, "origin") == each.name)
            thinking.origin = each.format;
    return thinking;
}

std::string sealSummary(const std::string& summary) { return sealed(Json{{"kind", "summary"}, {"text", summary}}); }

std::optional<std::string> openSummary(std::string_view encryptedContent)
{
    const Json content = opened(encryptedContent);
    if (json::textOf(content, "kind") != "summary")
        return std::nullopt;
    return json::textOf(content, "text");
}

} // namespace gateway::protocol::responses
