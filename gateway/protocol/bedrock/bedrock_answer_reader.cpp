#include "bedrock_answer_reader.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/ascii.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <utility>

namespace gateway::protocol::bedrock {

namespace {

struct StopRow {
    std::string_view word;
    StopReason reason;
};

// Source: Amazon Bedrock API Reference, "Converse", stopReason. Read 2026-11.
constexpr std::array kStops{
    StopRow{"end_turn", StopReason::Stop},
    StopRow{"tool_use", StopReason::ToolCalls},
    StopRow{"max_tokens", StopReason::Length},
    StopRow{"stop_sequence", StopReason::StopSequence},
    StopRow{"guardrail_intervened", StopReason::ContentFilter},
    StopRow{"content_filtered", StopReason::ContentFilter},
    StopRow{"model_context_window_exceeded", StopReason::ContextFull},
    StopRow{"malformed_model_output", StopReason::Error},
    StopRow{"malformed_tool_use", StopReason::Error},
    StopRow{"refusal", StopReason::Refusal},
};

struct ErrorRow {
    std::string_view type;
    int status;
};

// Source: Amazon Bedrock API Reference, "ConverseStream", errors. Read 2026-11. An error of the model within a stream
// can be retried, which 424 would not express.
constexpr std::array kErrors{
    ErrorRow{"throttlingException", 429},
    ErrorRow{"modelNotReadyException", 429},
    ErrorRow{"serviceQuotaExceededException", 429},
    ErrorRow{"validationException", 400},
    ErrorRow{"accessDeniedException", 403},
    ErrorRow{"resourceNotFoundException", 404},
    ErrorRow{"modelTimeoutException", 408},
    ErrorRow{"modelStreamErrorException", 502},
    ErrorRow{"modelErrorException", 502},
    ErrorRow{"internalServerException", 500},
    ErrorRow{"serviceUnavailableException", 503},
};

// One function for each kind of block. Empty if it is not of that kind.

std::optional<Content> textIn(const Json& block, const std::string&)
{
    if (!block["text"].is_string())
        return std::nullopt;
    Text text;
    text.text = block["text"].get<std::string>();
    return text;
}

std::optional<Content> callIn(const Json& block, const std::string& fallbackId)
{
    const Json& use = block["toolUse"];
    if (!use.is_object() || use.contains("type")) // a tool that AWS runs itself
        return std::nullopt;
    ToolCall call;
    call.id = json::textOf(use, "toolUseId");
    call.hasOwnId = !call.id.empty();
    if (call.id.empty())
        call.id = fallbackId;
    call.name = json::textOf(use, "name");
    call.input = use.contains("input") ? toText(use["input"]) : "{}";
    return call;
}

std::optional<Content> thinkingIn(const Json& block, const std::string&)
{
    const Json& text = json::objectOf(block["reasoningContent"], "reasoningText");
    Thinking thinking;
    thinking.origin = Format::Anthropic; // only Claude signs or redacts here
    thinking.text = json::textOf(text, "text");
    thinking.signature = json::textOf(text, "signature");
    thinking.encrypted = json::textOf(block["reasoningContent"], "redactedContent");
    return thinking;
}

std::optional<Content> citedIn(const Json& block, const std::string&)
{
    const Json& cited = block["citationsContent"];
    Text text;
    if (const auto content = cited.find("content"); content != cited.end() && content->is_array())
        for (const Json& piece : *content)
            text.text += json::textOf(piece, "text");
    if (const auto list = cited.find("citations"); list != cited.end() && list->is_array() && !list->empty()) {
        text.annotations = *list;
        text.origin = Format::Bedrock;
    }
    return text;
}

std::optional<Content> imageIn(const Json& block, const std::string&)
{
    const Json& image = block["image"];
    Media media;
    media.mediaType = "image/" + json::textOf(image, "format");
    media.data = json::textOf(json::objectOf(image, "source"), "bytes");
    return media.data.empty() ? std::nullopt : std::optional<Content>(media);
}

struct BlockRow {
    const char* key;
    std::optional<Content> (*read)(const Json& block, const std::string& fallbackId);
};

constexpr std::array kBlocks{BlockRow{"text", textIn}, BlockRow{"toolUse", callIn},
    BlockRow{"reasoningContent", thinkingIn}, BlockRow{"citationsContent", citedIn}, BlockRow{"image", imageIn}};

void readBlocks(const Json& blocks, const std::string& idBase, Choice& choice)
{
    int calls = 0;
    for (const Json& block : blocks)
        for (const BlockRow& row : kBlocks) {
            if (!block.is_object() || !block.contains(row.key))
                continue;
            if (auto content = row.read(block, "call_" + asciiLower(idBase) + '_' + std::to_string(calls)))
                choice.parts.push_back({std::move(*content), {}});
            calls += std::string_view(row.key) == "toolUse" ? 1 : 0;
            break;
        }
}

tl::unexpected<Error> refusalIn(const Json& body)
{
    const std::string message = messageOf(body);
    std::string type = json::textOf(body, "__type");
    type.erase(0, type.find('#') + 1);
    const AnswerError read = errorOf(type, message);
    Error error{ErrorKind::UpstreamError, asIs(read.message)};
    error.status = type.empty() ? 0 : read.status;
    return failure(std::move(error));
}

} // namespace

std::string messageOf(const Json& body) { return json::textOf(body, body.contains("message") ? "message" : "Message"); }

StopReason stopReasonOf(std::string_view word)
{
    for (const StopRow& row : kStops)
        if (row.word == word)
            return row.reason;
    return word.empty() ? StopReason::Unknown : StopReason::Other;
}

namespace {

/// Source: Amazon Bedrock API reference, TokenUsage.cacheDetails and CacheDetail. Read 2026-11-23.
std::optional<Tokens> writtenForHour(const Json& usage)
{
    const auto details = usage.find("cacheDetails");
    if (details == usage.end() || !details->is_array())
        return std::nullopt;
    std::optional<Tokens> hour;
    for (const Json& each : *details)
        if (each.is_object() && json::textOf(each, "ttl") == "1h")
            if (const auto count = json::tokensOf(each, "inputTokens"))
                hour = hour.value_or(Tokens{}) + *count;
    return hour;
}

} // namespace

TokenUsage usageOf(const Json& usage)
{
    TokenUsage result;
    if (!usage.is_object())
        return result;
    result.input = json::tokensOf(usage, "inputTokens");
    result.output = json::tokensOf(usage, "outputTokens");
    result.cachedInput = json::tokensOf(usage, "cacheReadInputTokens");
    result.cacheWrite = json::tokensOf(usage, "cacheWriteInputTokens");
    if (result.input || result.output)
        result.origin = UsageOrigin::Reported;
    result.cacheWriteHour = writtenForHour(usage);
    return result;
}

AnswerError errorOf(std::string_view type, std::string message)
{
    constexpr int kUnknown = 502;
    AnswerError error;
    error.type = type;
    error.status = kUnknown;
    for (const ErrorRow& row : kErrors)
        if (equalsIgnoringCase(row.type, type))
            error.status = row.status;
    error.message = message.empty()
        ? "Bedrock said " + (type.empty() ? std::string("nothing of the error") : error.type) + '.'
        : std::move(message);
    return error;
}

Result<ModelAnswer> readBedrockAnswer(const Json& body, const std::string& idBase)
{
    if (!body.is_object())
        return failure(ErrorKind::UpstreamProtocolError, {QT_TRANSLATE_NOOP("Error", "Bedrock's answer is not a JSON object.")});
    const Json& message = json::objectOf(json::objectOf(body, "output"), "message");
    const auto content = message.find("content");
    if (content == message.end() || !content->is_array()) {
        if (body.contains("message") || body.contains("Message") || body.contains("__type"))
            return refusalIn(body);
        return failure(ErrorKind::UpstreamProtocolError, {QT_TRANSLATE_NOOP("Error", "Bedrock's answer has no \"output.message.content\".")});
    }
    ModelAnswer answer;
    Choice choice;
    readBlocks(*content, idBase, choice);
    choice.stop = stopReasonOf(json::textOf(body, "stopReason"));
    const auto isCall = [](const Part& part) { return std::holds_alternative<ToolCall>(part.content); };
    if (choice.stop == StopReason::Other && std::ranges::any_of(choice.parts, isCall))
        choice.stop = StopReason::ToolCalls;
    if (hasCause(choice.stop))
        choice.cause = json::textOf(body, "stopReason");
    choice.stopSequence = json::textOf(json::objectOf(body, "additionalModelResponseFields"), "stop_sequence");
    answer.choices.push_back(std::move(choice));
    answer.usage = readBedrockUsage(body);
    answer.serviceTier = json::textOf(json::objectOf(body, "serviceTier"), "type");
    return answer;
}

TokenUsage readBedrockUsage(const Json& body)
{
    TokenUsage usage = usageOf(json::objectOf(body, "usage"));
    usage.tellTier(json::textOf(json::objectOf(body, "serviceTier"), "type"));
    return usage;
}

} // namespace gateway::protocol::bedrock
