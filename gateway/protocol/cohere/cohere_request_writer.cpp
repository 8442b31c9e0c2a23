#include "cohere_request_writer.h"

#include "cohere_message_writer.h"

#include "gateway/protocol/conversation/plain_target.h"
#include "gateway/protocol/conversation/translation/reasoning_scale.h"
#include "gateway/protocol/conversation/translation/schema_reference.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace gateway::protocol::cohere {

using namespace plain;

namespace {

/// A parameter and the range that Cohere accepts; a value outside is moved to the nearest limit.
struct Range {
    const char* name;
    std::optional<double> Sampling::*member;
    double least;
    double most;
    const char* loss; ///< the loss to report for a change; null: the change is insignificant
};

// Source: cohere-python, src/cohere/v2/client.py, "chat". Read 2026-11-21.
constexpr std::array kRanges{
    Range{"temperature", &Sampling::temperature, 0, 1e9, "temperature"},
    Range{"p", &Sampling::topP, 0.01, 0.99, nullptr},
    Range{"frequency_penalty", &Sampling::frequencyPenalty, 0, 1, "frequency_penalty"},
    Range{"presence_penalty", &Sampling::presencePenalty, 0, 1, "presence_penalty"},
};
constexpr std::int64_t kMostTopK = 500;

/// Cohere's own fields, which clients of other formats may send.
constexpr std::array<std::string_view, 5> kOwnFields{
    "safety_mode", "documents", "citation_options", "priority", "strict_tools"};

void putSampling(const Conversation& conversation, const WriteTarget& target, Losses& losses, Json& body)
{
    const Sampling& sampling = conversation.sampling;
    for (const Range& range : kRanges)
        if (const auto& value = sampling.*range.member) {
            const double taken = std::clamp(*value, range.least, range.most);
            body[range.name] = taken;
            if (taken != *value && range.loss)
                losses.add(range.loss);
        }
    if (sampling.topK)
        body["k"] = std::clamp<std::int64_t>(*sampling.topK, 0, kMostTopK);
    if (sampling.seed)
        body["seed"] = *sampling.seed;
    if (sampling.maxTokens)
        body["max_tokens"] =
            target.outputLimit > 0 ? std::min(*sampling.maxTokens, target.outputLimit) : *sampling.maxTokens;
    if (!sampling.stop.empty())
        body["stop_sequences"] = sampling.stop;
    if (sampling.logProbs)
        body["logprobs"] = *sampling.logProbs;
    if (sampling.topLogProbs.value_or(0) > 0)
        losses.add("top_logprobs");
    if (sampling.minP)
        losses.add("min_p");
    if (sampling.repetitionPenalty)
        losses.add("repetition_penalty");
}

/// Reasoning models reason unless told not to; other models do not have the field.
void putThinking(const Conversation& conversation, const WriteTarget& target, Losses& losses, Json& body)
{
    const Reasoning& reasoning = conversation.reasoning;
    const std::int64_t budget = budgetOf(reasoning);
    const bool isOff = budget == 0;
    const bool isAsked = reasoning.enabled == true || budget > 0;
    if (!isOff && (!isAsked || (reasoning.isAdaptive && target.canThink != true)))
        return;
    if (target.canThink == false) {
        if (!isOff)
            losses.add("reasoning");
        return;
    }
    Json thinking{{"type", isOff ? "disabled" : "enabled"}};
    if (budget > 0)
        thinking["token_budget"] = budget;
    body["thinking"] = std::move(thinking);
}

void putTools(const Conversation& conversation, Losses& losses, Json& body)
{
    std::vector<FunctionTool> functions = functionsOf(conversation, losses);
    if (functions.empty())
        return;
    for (FunctionTool& each : functions) {
        openRoot(each.parameters);
        Json function{{"name", each.name}};
        if (!each.description.empty())
            function["description"] = std::move(each.description);
        function["parameters"] = std::move(each.parameters);
        body["tools"].push_back(Json{{"type", "function"}, {"function", std::move(function)}});
    }
    const auto isStrict = [](const FunctionTool& each) { return each.strict == true; };
    if (std::all_of(functions.begin(), functions.end(), isStrict))
        body["strict_tools"] = true;
    else if (std::any_of(functions.begin(), functions.end(), isStrict))
        losses.add("strict"); // it applies to all tools or none
    switch (conversation.toolChoice.kind) {
    case ToolChoice::Kind::Named: // only that tool is left now
    case ToolChoice::Kind::Required:
        body["tool_choice"] = "REQUIRED";
        break;
    case ToolChoice::Kind::None:
        body["tool_choice"] = "NONE";
        break;
    case ToolChoice::Kind::Auto:
    case ToolChoice::Kind::Unsaid:
        break;
    }
}

void putFormat(const OutputFormat& output, Json& body)
{
    const bool hasSchema = output.kind == OutputFormat::Kind::JsonSchema && output.schema.is_object();
    if (!hasSchema && output.kind != OutputFormat::Kind::JsonObject)
        return;
    Json format{{"type", "json_object"}};
    if (hasSchema)
        format["json_schema"] = output.schema;
    body["response_format"] = std::move(format);
}

} // namespace

Result<Json> writeRequest(const Conversation& conversation, const WriteTarget& target, Losses& losses)
{
    auto messages = MessageWriter(conversation, target, losses).write();
    if (!messages)
        return messages;
    Json body;
    body["stream"] = conversation.isStream;
    body["model"] = target.model;
    body["messages"] = std::move(*messages);
    putTools(conversation, losses, body);
    putFormat(conversation.output, body);
    putThinking(conversation, target, losses, body);
    putSampling(conversation, target, losses, body);
    for (const auto& [key, value] : conversation.extras)
        if (std::find(kOwnFields.begin(), kOwnFields.end(), key) != kOwnFields.end())
            body[key] = value;
    reportUnheard(conversation, losses);
    reportExtras(conversation, kOwnFields, losses);
    return body;
}

} // namespace gateway::protocol::cohere
