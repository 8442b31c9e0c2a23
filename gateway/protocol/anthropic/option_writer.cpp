#include "option_writer.h"

#include "words.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/json/json_members.h"
#include "gateway/protocol/conversation/tool_name.h"
#include "gateway/protocol/conversation/translation/answer_schema.h"
#include "gateway/protocol/conversation/translation/reasoning_scale.h"
#include "gateway/protocol/conversation/translation/schema_reference.h"
#include "gateway/protocol/models/claude_model.h"

#include <algorithm>
#include <array>

namespace gateway::protocol::anthropic {

namespace {

// The API requires a limit and rejects one above the model's. Source: "Models overview": every model since Claude 3.5
// may write 8192 tokens.
constexpr std::int64_t kDefaultMaxTokens = 8192;
constexpr std::int64_t kLeastBudget = 1024; // Source: API reference, thinking.budget_tokens
constexpr double kLeastTopPThinking = 0.95; // Source: "Extended thinking", feature compatibility

Json emptySchema()
{
    Json schema;
    schema["type"] = "object";
    schema["properties"] = Json::object();
    return schema;
}

/// The API requires an object schema.
Json schemaOf(const Tool& tool, Writing& writing)
{
    if (!tool.parameters.is_object() || (tool.parameters.empty() && !writing.isOwn()))
        return emptySchema();
    Json schema = tool.parameters;
    if (writing.isOwn())
        return schema;
    if (!schema.contains("type"))
        schema["type"] = "object";
    tellAlternatives(schema, writing.losses);
    return schema;
}

/// A text as the only argument of a function. The grammar is put into the description, not enforced.
void bridgeFreeForm(const Tool& tool, Json& json, Writing& writing)
{
    const std::string grammar = json::textOf(tool.definition, "definition");
    const std::string syntax = json::textOf(tool.definition, "syntax");
    if (!grammar.empty()) {
        json["description"] = tool.description + "\n\nThe input is text in this grammar"
            + (syntax.empty() ? std::string() : " (" + syntax + ")") + ":\n" + grammar;
        writing.losses.add("tools: the grammar of " + tool.name + " is not enforced");
    }
    Json input;
    input["type"] = "string";
    input["description"] = "The whole input of the tool, as text.";
    Json schema = emptySchema();
    schema["properties"]["input"] = std::move(input);
    schema["required"] = Json::array({"input"});
    json["input_schema"] = std::move(schema);
}

/// Whether the model must follow the schema, which then has to be one that the API can enforce.
void writeStrictness(const Tool& tool, Json& json, Writing& writing)
{
    if (writing.isOwn() && tool.strict) {
        json["strict"] = *tool.strict;
    } else if (tool.strict == true && writing.target.takesJsonSchema && isForClaude(json["input_schema"])) {
        json["strict"] = true;
        closeObjects(json["input_schema"]);
        tellLimits(json["input_schema"], "tools", writing.losses);
    } else if (tool.strict == true) {
        writing.losses.add("tools: strict");
    }
}

Json writeTool(const Tool& tool, Writing& writing)
{
    Json json;
    json["name"] = flatToolName(tool.nameSpace, tool.name);
    if (!tool.description.empty())
        json["description"] = tool.description;
    if (tool.kind == Tool::Kind::FreeForm)
        bridgeFreeForm(tool, json, writing);
    else
        json["input_schema"] = schemaOf(tool, writing);
    writeStrictness(tool, json, writing);
    if (!tool.cacheControl.is_null())
        json["cache_control"] = tool.cacheControl;
    if (!tool.nameSpaceDescription.empty())
        writing.losses.add("tools: description of the namespace " + tool.nameSpace);
    if (writing.isOwn() && tool.extras.is_object())
        JsonMembers(json).update(tool.extras);
    return json;
}

Json toolList(Writing& writing)
{
    const AllowedTools allowed(writing.from);
    Json tools = Json::array();
    const bool isAsWritten = writing.isOwn() && writing.from.toolsAsWritten;
    for (const Tool& tool : isAsWritten ? *writing.from.toolsAsWritten : writing.from.tools) {
        if (!allowed.holds(tool))
            continue; // has the same effect as allowing only the others
        if (tool.kind != Tool::Kind::BuiltIn)
            tools.push_back(writeTool(tool, writing));
        else if (tool.origin == Format::Anthropic)
            tools.push_back(tool.definition);
        else
            writing.losses.add("tools: " + tool.name);
    }
    return tools;
}

Json choiceJson(const Conversation& from, bool isOwn)
{
    using Kind = ToolChoice::Kind;
    static constexpr std::string_view kWords[] = {"auto", "auto", "none", "any", "tool"};
    const ToolChoice& choice = from.toolChoice;
    const bool isSingle = from.parallelCalls == false;
    if (choice.kind == Kind::Unsaid && !isSingle)
        return {};
    Json json;
    json["type"] = kWords[static_cast<int>(choice.kind)];
    if (choice.kind == Kind::Named)
        json["name"] = chosenToolName(from, choice.name);
    if (choice.kind != Kind::None && (isSingle || (isOwn && from.parallelCalls)))
        json["disable_parallel_tool_use"] = isSingle;
    return json;
}

bool isForcing(const Json& choice)
{
    const std::string type = json::textOf(choice, "type");
    return type == "any" || type == "tool";
}

/// Adds the tool that represents the schema of the answer, and requires the model to call it or another one.
void addAnswerTool(Json& tools, Json& choice, const OutputFormat& output)
{
    const bool hasOthers = !tools.empty() && json::textOf(choice, "type") != "none";
    Json tool;
    tool["name"] = kAnswerTool;
    tool["description"] = "Gives the final answer. Call it once, with the whole answer."
        + (output.description.empty() ? std::string() : ' ' + output.description);
    tool["input_schema"] = output.schema;
    tools.push_back(std::move(tool));
    Json forced;
    forced["type"] = hasOthers ? "any" : "tool";
    if (!hasOthers)
        forced["name"] = kAnswerTool;
    if (json::fieldOf(choice, "disable_parallel_tool_use") == true)
        forced["disable_parallel_tool_use"] = true;
    choice = std::move(forced);
}

/// The `thinking` field for the request; null if unspecified.
Json thinkingJson(const Writing& writing)
{
    const Reasoning& reasoning = writing.from.reasoning;
    Json json;
    if (const Json& written = json::fieldOf(reasoning.asWritten, "thinking"); writing.isOwn() && !written.is_null())
        return written;
    if (reasoning.enabled == false || (!writing.isOwn() && budgetOf(reasoning) == 0)) {
        json["type"] = "disabled";
        return json;
    }
    const bool isAsked = reasoning.enabled || reasoning.isAdaptive || reasoning.budget
        || (!writing.isOwn() && !reasoning.effort.empty());
    if (!isAsked)
        return {};
    const bool isAdaptive =
        reasoning.isAdaptive || writing.target.wantsAdaptiveThinking || reasoning.budget.value_or(0) < 0;
    json["type"] = isAdaptive ? "adaptive" : "enabled";
    if (!isAdaptive)
        json["budget_tokens"] =
            reasoning.budget || !reasoning.effort.empty() ? budgetOf(reasoning) : budgetOf("medium");
    if (reasoning.isShown || (isAdaptive && !reasoning.summary.empty()))
        json["display"] = reasoning.isShown.value_or(true) ? "summarized" : "omitted";
    return json;
}

/// Source: SDK, BetaOutputConfig.effort.
std::string effortWord(const Writing& writing, const Json& thinking)
{
    const Reasoning& reasoning = writing.from.reasoning;
    if (writing.isOwn() && !(writing.target.wantsAdaptiveThinking && reasoning.budget))
        return reasoning.effort;
    if (json::textOf(thinking, "type") != "adaptive" || reasoning.budget.value_or(0) < 0)
        return {};
    const std::string effort = effortOf(reasoning);
    return effort == "minimal" || effort == "none" ? "low" : effort;
}

/// The output limit, which includes the thinking `budget`.
std::int64_t limitOf(Writing& writing, std::int64_t budget)
{
    const std::int64_t most = writing.target.outputLimit;
    const std::optional<std::int64_t>& said = writing.from.sampling.maxTokens;
    if (!said && writing.target.usualOutput > 0)
        return writing.target.usualOutput;
    if (!said)
        return most > 0 ? most : kDefaultMaxTokens + budget;
    if (most > 0 && *said > most) {
        writing.losses.add("max_tokens: more than the model can write");
        return most;
    }
    return *said;
}

} // namespace

bool isHeldToFormat(const Writing& writing)
{
    if (!writing.target.takesJsonSchema || writing.isOwn())
        return writing.target.takesJsonSchema;
    Json schema = writing.from.output.schema;
    openRoot(schema);
    return isForClaude(schema);
}

bool asksByTool(const Writing& writing)
{
    const OutputFormat& output = writing.from.output;
    return output.kind == OutputFormat::Kind::JsonSchema && !isHeldToFormat(writing) && json::textOf(output.schema, "type") == "object";
}

bool writeTools(Json& body, Writing& writing)
{
    const Conversation& from = writing.from;
    Json tools = toolList(writing);
    Json choice = tools.empty() ? Json() : choiceJson(from, writing.isOwn());
    if (asksByTool(writing) && isForcing(choice)) // then the answer is a call of the client's tool and follows no schema
        writing.losses.add("response_format: the schema, as a tool has to be called");
    else if (asksByTool(writing)) {
        addAnswerTool(tools, choice, from.output);
        if (writing.target.takesJsonSchema) // but cannot enforce this schema
            writing.losses.add("response_format: enforcement of the schema");
    }
    const bool isForced = isForcing(choice);
    if (!tools.empty())
        body["tools"] = std::move(tools);
    if (!choice.is_null())
        body["tool_choice"] = std::move(choice);
    return isForced;
}

bool writeLimits(Json& body, bool callsUnthinking, bool isForced, Writing& writing)
{
    Json thinking = thinkingJson(writing);
    // Adaptive-only models reject disabling it. Source: Amazon Bedrock user guide, "Adaptive thinking".
    if (writing.target.wantsAdaptiveThinking && json::textOf(thinking, "type") == "disabled") {
        writing.losses.add("reasoning: that there is to be none");
        thinking = Json();
    }
    if (!writing.isOwn() && !thinking.is_null() && isClaudeBefore(writing.target.model, kFirstThinkingClaude)) {
        if (json::textOf(thinking, "type") != "disabled")
            writing.losses.add("reasoning");
        thinking = Json();
    }
    const std::string effort = effortWord(writing, thinking);
    const bool isBudget = json::textOf(thinking, "type") == "enabled";
    std::int64_t budget = isBudget ? thinking["budget_tokens"].get<std::int64_t>() : 0;
    const std::int64_t limit = limitOf(writing, budget);
    body["max_tokens"] = limit;
    bool isOn = !thinking.is_null() && json::textOf(thinking, "type") != "disabled";
    // With the interleaved-thinking beta a budget may exceed the limit, so a client of this API is trusted.
    const bool isTight = isBudget && limit <= kLeastBudget && !writing.isOwn();
    const bool isBarred = (isForced && !writing.isOwn()) || (isForced && !writing.target.takesJsonSchema)
        || (isBudget && callsUnthinking && writing.target.keepsSignatures);
    if (isOn && (isTight || isBarred)) {
        writing.losses.add("reasoning");
        thinking = Json();
        isOn = false;
    }
    if (isOn && isBudget && !writing.isOwn()) {
        budget = budget < limit ? budget : limit / 2;
        thinking["budget_tokens"] = std::clamp(budget, kLeastBudget, limit - 1);
    }
    if (!thinking.is_null())
        body["thinking"] = std::move(thinking);
    if (!effort.empty())
        body["output_config"]["effort"] = effort;
    return isOn;
}

void writeSampling(Json& body, bool isThinking, Writing& writing)
{
    const Sampling& sampling = writing.from.sampling;
    const bool isFree = writing.isOwn(); // may send what the API rejects
    std::optional<double> temperature = sampling.temperature;
    std::optional<double> topP = sampling.topP;
    const auto drop = [&](auto& value, const char* name) {
        value.reset();
        writing.losses.add(name);
    };
    bool hasTopK = sampling.topK.has_value();
    const auto dropTopK = [&] {
        hasTopK = false;
        writing.losses.add("top_k");
    };
    // Adaptive-only models accept none of the three. Source: NousResearch/hermes-agent issue 11137.
    if (!isFree && writing.target.wantsAdaptiveThinking) {
        if (temperature)
            drop(temperature, "temperature");
        if (topP)
            drop(topP, "top_p");
        if (hasTopK)
            dropTopK();
    }
    if (!isFree && temperature && *temperature > 1) { // the maximum of the API
        writing.losses.add("temperature: above 1");
        temperature = 1;
    }
    if (!isFree && isThinking && temperature && *temperature < 1)
        drop(temperature, "temperature");
    if (!isFree && isThinking && topP && *topP < kLeastTopPThinking)
        drop(topP, "top_p");
    const bool isOneOnly = !isFree && writing.target.takesOneSampler.value_or(true);
    if (isOneOnly && temperature && topP && *temperature >= 1) // 1 is the default anyway
        temperature.reset();
    if (isOneOnly && temperature && topP)
        drop(topP, "top_p");
    if (!isFree && isThinking && hasTopK)
        dropTopK();
    if (temperature)
        body["temperature"] = *temperature;
    if (topP)
        body["top_p"] = *topP;
    if (hasTopK)
        body["top_k"] = sampling.topK.value();
    if (!sampling.stop.empty())
        body["stop_sequences"] = sampling.stop;
}

} // namespace gateway::protocol::anthropic
