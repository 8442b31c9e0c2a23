#include "whole_answer.h"

#include "block_writer.h"
#include "words.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/ascii.h"
#include "gateway/protocol/conversation/call_arguments.h"
#include "gateway/protocol/conversation/tool_name.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <utility>

namespace gateway::protocol::anthropic {

namespace {

Content readText(const Json& block)
{
    Text text;
    text.text = json::textOf(block, "text");
    if (const Json& citations = json::fieldOf(block, "citations"); citations.is_array() && !citations.empty())
        text.annotations = citations;
    text.origin = Format::Anthropic;
    return text;
}

Content readThinking(const Json& block)
{
    Thinking thinking;
    thinking.text = json::textOf(block, "thinking");
    thinking.signature = json::textOf(block, "signature");
    thinking.origin = Format::Anthropic;
    return thinking;
}

Content readRedacted(const Json& block)
{
    Thinking thinking;
    thinking.encrypted = json::textOf(block, "data");
    thinking.origin = Format::Anthropic;
    return thinking;
}

Content readToolUse(const Json& block)
{
    ToolCall call;
    call.id = json::textOf(block, "id");
    call.name = json::textOf(block, "name");
    const Json& input = json::fieldOf(block, "input");
    if (input.is_string()) // of a vendor that writes it like OpenAI
        call.input = input.get_ref<const std::string&>();
    else if (!input.empty())
        call.input = toText(input);
    constexpr std::array<std::string_view, 4> kKnown{"type", "id", "name", "input"};
    call.extras = {Format::Anthropic, restOf(block, kKnown)};
    return call;
}

struct BlockRow {
    std::string_view type;
    Content (*read)(const Json& block);
};

constexpr std::array kBlocks{BlockRow{"text", readText}, BlockRow{"thinking", readThinking},
    BlockRow{"redacted_thinking", readRedacted}, BlockRow{"tool_use", readToolUse}};

Error upstreamError(const AnswerError& read)
{
    Error error;
    error.kind = ErrorKind::UpstreamError;
    error.message = asIs(read.message);
    error.status = read.status;
    return error;
}

std::string thoughtOf(const Thinking& thinking)
{
    if (!thinking.text.empty())
        return thinking.text;
    std::string all;
    for (const std::string& each : thinking.summary)
        all += (all.empty() ? "" : "\n\n") + each;
    return all;
}

/// Text such as "Here is the answer:" would make the JSON invalid.
bool isBesideAnswer(const Part& part)
{
    const auto* const text = std::get_if<Text>(&part.content);
    return text && !text->isWholeAnswer;
}

/// Null if there is none: the API rejects an empty block when the client sends it back.
Json wordsBlock(const std::string& words) { return words.empty() ? Json() : textBlock(words); }

/// Writes one part of an answer; null if this API cannot express it.
struct BlockWriter {
    const AnswerContext& context;
    bool isCut = false; ///< the answer was interrupted

    Json operator()(const Text& text) const
    {
        if (text.origin != Format::Anthropic || text.annotations.empty())
            return wordsBlock(text.text);
        Json block = textBlock(text.text);
        block["citations"] = text.annotations;
        return block;
    }
    Json operator()(const Refusal& refusal) const { return wordsBlock(refusal.text); }
    Json operator()(const Media& media) const { return textBlock(mediaText(media)); }
    Json operator()(const Thinking& thinking) const
    {
        const bool isOurs = thinking.origin == Format::Anthropic;
        Json block;
        if (isOurs && !thinking.encrypted.empty()) {
            block["type"] = "redacted_thinking";
            block["data"] = thinking.encrypted;
            return block;
        }
        std::string thought = thoughtOf(thinking);
        const std::string signature = isOurs ? thinking.signature : std::string();
        if (thought.empty() && signature.empty())
            return block;
        block["type"] = "thinking";
        block["thinking"] = std::move(thought);
        block["signature"] = signature;
        return block;
    }
    /// A call with truncated arguments must not be executed.
    Json operator()(const ToolCall& call) const
    {
        CallArguments arguments = argumentsOf(call);
        Json block;
        if (isCut && !arguments.isWhole)
            return block;
        block["type"] = "tool_use";
        block["id"] = call.id;
        block["name"] = clientToolName(call, context);
        block["input"] = std::move(arguments.object);
        if (call.extras.format == Format::Anthropic && call.extras.value.is_object())
            block.update(call.extras.value);
        return block;
    }
    Json operator()(const ToolResult&) const { return {}; }
    Json operator()(const Opaque& opaque) const { return opaque.format == Format::Anthropic ? opaque.value : Json(); }
};

} // namespace

std::string CallIds::take(const std::string& given)
{
    if (!given.empty() && m_used.insert(given).second)
        return given;
    return "call_" + asciiLower(m_idBase) + '_' + std::to_string(m_made++);
}

Content readBlock(const Json& block)
{
    const std::string type = json::textOf(block, "type");
    const auto row =
        std::find_if(kBlocks.begin(), kBlocks.end(), [&](const BlockRow& known) { return known.type == type; });
    if (row != kBlocks.end())
        return row->read(block);
    return Opaque{Format::Anthropic, block.is_object() ? block : Json::object()};
}

bool isAnswerTool(const Content& content)
{
    const auto* const call = std::get_if<ToolCall>(&content);
    return call && call->name == kAnswerTool;
}

StopReason settledStop(StopReason said, bool hasCalls, bool hasAnswerTool)
{
    // Clients of other formats discard calls that do not end with the format's own reason.
    if (hasCalls && endsForCalls(said))
        return StopReason::ToolCalls;
    return !hasCalls && hasAnswerTool && said == StopReason::ToolCalls ? StopReason::Stop : said;
}

std::string messageId(const AnswerContext& context) { return "msg_" + context.id; }

std::string clientToolName(const ToolCall& call, const AnswerContext& context)
{
    const Tool* const tool = call.nameSpace.empty() ? toolNamed(context, call.name) : nullptr;
    if (!tool)
        return call.name;
    return tool->kind == Tool::Kind::BuiltIn ? call.name : tool->name;
}

std::string mediaText(const Media& media)
{
    if (!media.url.empty())
        return media.url;
    return "[Here the answer has " + (media.mediaType.empty() ? std::string("a file") : media.mediaType)
        + ", which the Messages API cannot bring.]";
}

TokenUsage readAnswerUsage(const Json& body)
{
    TokenUsage usage = readUsage(json::fieldOf(body, "usage"));
    lackUnreported(usage);
    return usage;
}

Result<ModelAnswer> readAnswer(const Json& body, const std::string& idBase)
{
    const Json& content = json::fieldOf(body, "content");
    if (!content.is_array()) {
        const AnswerError error = readError(body);
        if (!error.message.empty())
            return failure(upstreamError(error));
        return failure(ErrorKind::UpstreamProtocolError, {QT_TRANSLATE_NOOP("Error", "The provider's answer is not a message of the Messages API.")});
    }
    ModelAnswer answer;
    answer.id = json::textOf(body, "id");
    answer.model = json::textOf(body, "model");
    answer.usage = readAnswerUsage(body);
    answer.serviceTier = answerTierOf(json::textOf(json::fieldOf(body, "usage"), "service_tier"));
    Choice choice;
    CallIds ids(idBase);
    bool hasCalls = false;
    bool hasAnswerTool = false;
    for (const Json& block : content) {
        Content read = readBlock(block);
        if (isAnswerTool(read)) {
            hasAnswerTool = true;
            Text text{std::get<ToolCall>(read).input, {}, Format::Anthropic};
            text.isWholeAnswer = true;
            read = std::move(text);
        } else if (auto* const call = std::get_if<ToolCall>(&read)) {
            hasCalls = true;
            call->id = ids.take(call->id);
        }
        choice.parts.push_back({std::move(read), {}});
    }
    if (hasAnswerTool)
        std::erase_if(choice.parts, isBesideAnswer);
    choice.stop = settledStop(stopOf(json::textOf(body, "stop_reason")), hasCalls, hasAnswerTool);
    if (hasCause(choice.stop))
        choice.cause = json::textOf(body, "stop_reason");
    choice.stopSequence = json::textOf(body, "stop_sequence");
    answer.choices.push_back(std::move(choice));
    return answer;
}

Json writeAnswer(const ModelAnswer& answer, const AnswerContext& context)
{
    Json content = Json::array();
    StopReason stop = StopReason::Unknown;
    bool hasCalls = false;
    std::string stopSequence;
    if (!answer.choices.empty()) {
        const Choice& choice = answer.choices.front();
        const BlockWriter writer{context, isBrokenOff(choice.stop)};
        for (const Part& part : choice.parts) {
            hasCalls = hasCalls || std::holds_alternative<ToolCall>(part.content);
            if (Json block = std::visit(writer, part.content); !block.is_null())
                content.push_back(std::move(block));
        }
        stop = choice.stop;
        stopSequence = choice.stopSequence;
    }
    Json body;
    body["id"] = messageId(context);
    body["type"] = "message";
    body["role"] = "assistant";
    body["model"] = context.model.empty() ? answer.model : context.model;
    body["content"] = std::move(content);
    body["stop_reason"] = stopWord(settledStop(stop, hasCalls, false));
    body["stop_sequence"] = stopSequence.empty() ? Json() : Json(stopSequence);
    body["usage"] = usageJson(answer.usage, answer.serviceTier);
    return body;
}

} // namespace gateway::protocol::anthropic
