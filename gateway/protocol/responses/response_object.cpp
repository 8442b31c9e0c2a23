#include "response_object.h"

#include "responses_codec.h"
#include "responses_request_writer.h"
#include "tool_fields.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/ascii.h"
#include "gateway/protocol/conversation/translation/reasoning_scale.h"

#include <algorithm>
#include <string_view>

namespace gateway::protocol::responses {

namespace {

constexpr std::string_view kIdPrefix = "resp_";

Json orNull(const std::string& text) { return text.empty() ? Json() : Json(text); }
template <class T> Json orNull(const std::optional<T>& value) { return value ? Json(*value) : Json(); }

Json instructionsJson(const Conversation& request)
{
    if (request.messages.empty() || request.messages.front().id != kInstructionsId)
        return {};
    for (const Part& part : request.messages.front().parts)
        if (const auto* const text = std::get_if<Text>(&part.content))
            return text->text;
    return {};
}

const Json* extra(const Conversation& request, std::string_view key)
{
    for (const auto& [name, value] : request.extras)
        if (name == key)
            return &value;
    return nullptr;
}

Json textJson(const Conversation& request)
{
    Json format = formatJson(request.output);
    if (format.is_null())
        format = Json{{"type", "text"}};
    Json text{{"format", std::move(format)}};
    if (const Json* const verbosity = extra(request, "text.verbosity"))
        text["verbosity"] = *verbosity;
    return text;
}

void addRequest(Json& response, const Conversation& request)
{
    Losses none;
    response["instructions"] = instructionsJson(request);
    response["max_output_tokens"] = orNull(request.sampling.maxTokens);
    response["parallel_tool_calls"] = request.parallelCalls.value_or(true);
    response["previous_response_id"] = orNull(request.previousResponseId);
    response["reasoning"] =
        Json{{"effort", orNull(effortOf(request.reasoning))}, {"summary", orNull(request.reasoning.summary)}};
    response["store"] = request.store.value_or(true);
    response["temperature"] = orNull(request.sampling.temperature);
    response["text"] = textJson(request);
    Json choice = toolChoiceJson(request);
    response["tool_choice"] = choice.is_null() ? Json("auto") : std::move(choice);
    response["tools"] = toolsJson(request, none);
    response["top_p"] = orNull(request.sampling.topP);
    const Json* const truncation = extra(request, "truncation");
    response["truncation"] = truncation ? *truncation : Json("disabled");
    response["user"] = orNull(request.user);
    response["metadata"] = request.metadata.is_null() ? Json::object() : request.metadata;
}

} // namespace

std::string itemId(const char* prefix, const AnswerContext& context, std::size_t number)
{
    return prefix + asciiLower(context.id) + '_' + std::to_string(number);
}

Json responseObject(const AnswerContext& context, const std::string& upstreamId, const std::string& upstreamModel,
    std::int64_t created_s)
{
    const bool keepsId = upstreamId.starts_with(kIdPrefix);
    Json response;
    response["id"] = keepsId ? upstreamId : std::string(kIdPrefix) + asciiLower(context.id);
    response["object"] = "response";
    response["created_at"] = created_s != 0 ? created_s : context.now_s;
    response["status"] = "in_progress";
    response["background"] = false;
    response["error"] = nullptr;
    response["incomplete_details"] = nullptr;
    response["model"] = context.model.empty() ? upstreamModel : context.model;
    response["output"] = Json::array();
    response["usage"] = nullptr;
    const Conversation none;
    addRequest(response, context.request ? *context.request : none);
    if (!context.previousResponseId.empty())
        response["previous_response_id"] = context.previousResponseId;
    return response;
}

Json usageJson(const TokenUsage& usage)
{
    if (!usage.input && !usage.output && !usage.cachedInput && !usage.reasoning)
        return {};
    const auto count = [](const std::optional<Tokens>& tokens) { return tokens ? tokens->count : 0; };
    const std::int64_t input = usage.totalInput().count;
    const std::int64_t output = usage.totalOutput().count;
    Json ins{{"cached_tokens", count(usage.cachedInput)}};
    if (usage.cacheWrite)
        ins["cache_write_tokens"] = usage.cacheWrite->count;
    return Json{{"input_tokens", input}, {"input_tokens_details", std::move(ins)}, {"output_tokens", output},
        {"output_tokens_details", {{"reasoning_tokens", count(usage.reasoning)}}}, {"total_tokens", input + output}};
}

// Sources: OpenAI API reference, chat "annotations" and "response.output_text.annotation.added"; Anthropic Messages
// API, web_search_result_location. Read 2026-11-22.
Json citationOf(const Json& annotation)
{
    const Json* const inner = json::findField(annotation, "url_citation");
    const Json& from = inner && inner->is_object() ? *inner : annotation;
    if (!from.is_object() || json::textOf(from, "url").empty())
        return {};
    Json flat{{"type", "url_citation"}};
    flat["url"] = json::textOf(from, "url");
    flat["title"] = json::textOf(from, "title");
    for (const char* const place : {"start_index", "end_index"})
        flat[place] = json::countOf(from, place).value_or(0);
    return flat;
}

bool isIncomplete(StopReason stop)
{
    return stop == StopReason::Length || stop == StopReason::ContextFull || stop == StopReason::ContentFilter
        || stop == StopReason::Pause || stop == StopReason::CutShort || stop == StopReason::Error;
}

bool saysNothing(const Json& output)
{
    return std::all_of(output.begin(), output.end(), [](const Json& item) {
        const std::string_view type = json::textOf(item, "type");
        const Json& content = json::listOf(item, "content");
        return type == "reasoning"
            || (type == "message" && std::all_of(content.begin(), content.end(), [](const Json& part) {
                   return json::textOf(part, "text").empty() && json::textOf(part, "refusal").empty();
               }));
    });
}

void setOutcome(Json& response, StopReason stop)
{
    response["status"] = isIncomplete(stop) ? "incomplete" : "completed";
    if (isIncomplete(stop))
        response["incomplete_details"] =
            Json{{"reason", stop == StopReason::ContentFilter ? "content_filter" : "max_output_tokens"}};
}

} // namespace gateway::protocol::responses
