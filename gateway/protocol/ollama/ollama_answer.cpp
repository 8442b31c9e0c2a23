#include "ollama_answer.h"

#include "ollama_timestamp.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/ascii.h"
#include "gateway/protocol/conversation/call_arguments.h"
#include "gateway/protocol/conversation/plain_target.h"
#include "gateway/protocol/conversation/tool_name.h"
#include "gateway/protocol/conversation/translation/media_text.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <utility>

namespace gateway::protocol::ollama {

using namespace plain;

namespace {

/// A call with truncated arguments must not be executed.
void addCall(const ToolCall& call, bool isCut, Json& calls)
{
    CallArguments arguments = argumentsOf(call);
    if (arguments.isWhole || !isCut)
        calls.push_back(callOf(call, std::move(arguments.object), calls.size()));
}

Json messageOf(const Choice& choice)
{
    std::string content;
    std::string thinking;
    Json images;
    Json calls;
    for (const Part& part : choice.parts) {
        if (const auto* const text = std::get_if<Text>(&part.content))
            content += text->text;
        else if (const auto* const refused = std::get_if<Refusal>(&part.content))
            content += refused->text;
        else if (const auto* const thought = std::get_if<Thinking>(&part.content))
            thinking += shownText(*thought);
        else if (const auto* const call = std::get_if<ToolCall>(&part.content))
            addCall(*call, isBrokenOff(choice.stop), calls);
        else if (const auto* const media = std::get_if<Media>(&part.content); media && !media->data.empty())
            images.push_back(media->data);
    }
    Json message{{"role", "assistant"}, {"content", std::move(content)}};
    if (!thinking.empty())
        message["thinking"] = std::move(thinking);
    if (!images.is_null())
        message["images"] = std::move(images);
    if (!calls.is_null())
        message["tool_calls"] = std::move(calls);
    return message;
}

Json answerOf(OllamaShape shape, const ModelAnswer& answer, const AnswerContext& context)
{
    Json line = lineOf(context);
    const Choice choice = answer.choices.empty() ? Choice{} : answer.choices.front();
    addMessage(shape, messageOf(choice), line);
    if (const Json& logProbs = json::fieldOf(choice.logProbs, "content"); !logProbs.is_null())
        line["logprobs"] = logProbs;
    addEnd(choice.stop, answer.usage, context, line);
    return line;
}

ToolCall callOf(const Json& call, CallIds& ids)
{
    const Json& function = json::fieldOf(call, "function");
    const Json& arguments = json::fieldOf(function, "arguments");
    ToolCall out;
    out.id = json::textOf(call, "id");
    out.hasOwnId = !out.id.empty();
    if (!out.hasOwnId)
        out.id = ids.next();
    out.name = json::textOf(function, "name");
    if (arguments.is_string())
        out.input = arguments.get<std::string>();
    else
        out.input = arguments.is_null() ? "{}" : toText(arguments);
    return out;
}

} // namespace

CallIds::CallIds(std::string_view idBase)
    : m_base("call_" + asciiLower(idBase) + '_')
{
}

std::string CallIds::next() { return m_base + std::to_string(m_made++); }

Json messageOf(const Json& body)
{
    if (const Json& message = json::fieldOf(body, "message"); message.is_object())
        return message;
    const Json& response = json::fieldOf(body, "response");
    if (!response.is_string())
        return {};
    return Json{{"content", response}, {"thinking", json::fieldOf(body, "thinking")}, {"tool_calls", json::fieldOf(body, "tool_calls")}};
}

std::vector<Content> contentOf(const Json& message, CallIds& ids)
{
    std::vector<Content> all;
    if (std::string thinking = json::textOf(message, "thinking"); !thinking.empty()) {
        Thinking thought;
        thought.text = std::move(thinking);
        thought.origin = Format::OllamaChat;
        all.emplace_back(std::move(thought));
    }
    if (std::string content = json::textOf(message, "content"); !content.empty())
        all.emplace_back(Text{std::move(content), {}, {}});
    for (const Json& image : json::fieldOf(message, "images"))
        if (image.is_string()) {
            Media media;
            media.data = image.get<std::string>();
            media.mediaType = sniffedType(media.data);
            all.emplace_back(std::move(media));
        }
    for (const Json& call : json::fieldOf(message, "tool_calls"))
        all.emplace_back(callOf(call, ids));
    return all;
}

/// Other servers of Ollama's API have an object there.
std::string errorTextOf(const Json& body)
{
    const Json& error = json::fieldOf(body, "error");
    if (error.is_null())
        return {};
    std::string text = error.is_string() ? error.get<std::string>() : json::textOf(error, "message");
    return text.empty() ? toText(error) : text;
}

TokenUsage usageOf(const Json& body)
{
    TokenUsage usage;
    usage.input = json::tokensOf(body, "prompt_eval_count");
    usage.output = json::tokensOf(body, "eval_count");
    if (usage.input || usage.output)
        usage.origin = UsageOrigin::Reported;
    return usage;
}

/// Ollama also uses "stop" after calls.
StopReason stopOf(const Json& body, bool hasCalls)
{
    // Source: Ollama, llm/server.go, DoneReason, and server/routes.go ("load", "unload"). Read 2026-11-28.
    constexpr std::array<std::string_view, 4> kThrough{"", "stop", "load", "unload"};
    const std::string reason = json::textOf(body, "done_reason");
    if (reason == "length")
        return StopReason::Length;
    if (hasCalls)
        return StopReason::ToolCalls;
    return std::ranges::find(kThrough, reason) == kThrough.end() ? StopReason::Other : StopReason::Stop;
}

std::string causeOf(const Json& body, StopReason stop) { return hasCause(stop) ? json::textOf(body, "done_reason") : std::string(); }

Json logProbsOf(const Json& body)
{
    const Json& list = json::fieldOf(body, "logprobs");
    return list.is_array() && !list.empty() ? Json{{"content", list}} : Json();
}

Json callOf(const ToolCall& call, Json arguments, std::size_t index)
{
    Json function;
    function["index"] = index;
    function["name"] = flatToolName(call.nameSpace, call.name);
    function["arguments"] = std::move(arguments);
    Json out;
    out["id"] = call.id;
    out["function"] = std::move(function);
    return out;
}

Json lineOf(const AnswerContext& context)
{
    Json line;
    line["model"] = context.model;
    line["created_at"] = timestampOf(context.now_s);
    return line;
}

/// Ollama has two reasons; an interrupted answer did not finish normally.
void addEnd(StopReason stop, const TokenUsage& usage, const AnswerContext& context, Json& line)
{
    const AnswerTimes times = context.times ? *context.times : AnswerTimes{};
    const bool isCut = stop == StopReason::Length || stop == StopReason::ContextFull || stop == StopReason::Pause || stop == StopReason::CutShort
        || stop == StopReason::Error;
    line["done"] = true;
    line["done_reason"] = isCut ? "length" : "stop";
    line["total_duration"] = times.total_ns;
    line["load_duration"] = times.load_ns;
    line["prompt_eval_count"] = usage.totalInput().count;
    line["prompt_eval_duration"] = times.prompt_ns;
    line["eval_count"] = usage.totalOutput().count;
    line["eval_duration"] = times.output_ns;
}

void addMessage(OllamaShape shape, Json message, Json& line)
{
    if (shape == OllamaShape::Chat) {
        line["message"] = std::move(message);
        return;
    }
    line["response"] = std::move(message["content"]);
    for (const char* const key : {"thinking", "tool_calls"})
        if (const auto found = message.find(key); found != message.end())
            line[key] = std::move(*found);
}

Result<ModelAnswer> readOllamaAnswer(const Json& body, const std::string& idBase)
{
    if (const std::string text = errorTextOf(body); !text.empty())
        return failure(ErrorKind::UpstreamError, asIs(text));
    const Json message = messageOf(body);
    if (!message.is_object())
        return failure(ErrorKind::UpstreamProtocolError, {QT_TRANSLATE_NOOP("Error", "The provider's answer contains no message.")});
    CallIds ids(idBase);
    ModelAnswer answer;
    answer.model = json::textOf(body, "model");
    answer.created_s = secondsOf(json::textOf(body, "created_at"));
    answer.usage = usageOf(body);
    Choice choice;
    bool hasCalls = false;
    for (Content& content : contentOf(message, ids)) {
        hasCalls = hasCalls || std::holds_alternative<ToolCall>(content);
        choice.parts.push_back({std::move(content), {}});
    }
    choice.stop = stopOf(body, hasCalls);
    choice.cause = causeOf(body, choice.stop);
    choice.logProbs = logProbsOf(body);
    answer.choices.push_back(std::move(choice));
    return answer;
}

Json writeOllamaAnswer(const ModelAnswer& answer, const AnswerContext& context)
{
    return answerOf(OllamaShape::Chat, answer, context);
}

Json writeOllamaGenerateAnswer(const ModelAnswer& answer, const AnswerContext& context)
{
    return answerOf(OllamaShape::Generate, answer, context);
}

} // namespace gateway::protocol::ollama
