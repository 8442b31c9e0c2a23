#include "ollama_request_writer.h"

#include "ollama_message_writer.h"
#include "ollama_options.h"

#include "gateway/protocol/conversation/plain_target.h"
#include "gateway/protocol/conversation/translation/reasoning_scale.h"
#include "gateway/protocol/conversation/translation/schema_reference.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace gateway::protocol::ollama {

using namespace plain;

namespace {

struct Level {
    std::string_view effort;
    std::string_view think;
};

constexpr std::array kEfforts{Level{"minimal", "low"}, Level{"low", "low"}, Level{"medium", "medium"},
    Level{"high", "high"}, Level{"xhigh", "high"}, Level{"max", "max"}};

bool isOllama(Format format) { return familyOf(format) == Format::OllamaChat; }

Json levelOf(const std::string& effort, Losses& losses)
{
    const auto found =
        std::find_if(kEfforts.begin(), kEfforts.end(), [&](const Level& level) { return level.effort == effort; });
    if (found == kEfforts.end() || found->think != effort)
        losses.add("reasoning effort: " + effort);
    return found == kEfforts.end() ? Json(true) : Json(std::string(found->think));
}

/// Ollama rejects "think" for a model that cannot think, and models that can do so by default: an uncertain value is
/// omitted.
Json thinkOf(const Conversation& conversation, const WriteTarget& target, Losses& losses)
{
    const Reasoning& reasoning = conversation.reasoning;
    const std::string effort = effortOf(reasoning);
    if (effort == "none")
        return false;
    if (isOllama(conversation.origin) || target.canThink == true) {
        // The other models do not accept an effort. Source: Ollama, server/routes.go. Read 2026-11-21.
        const bool takesWords = target.model.find("gpt-oss") != std::string::npos;
        if (!effort.empty() && !takesWords && !isOllama(conversation.origin)) {
            losses.add("reasoning effort");
            return true;
        }
        if (!effort.empty() && isOllama(conversation.origin) && !isEffort(effort)) // of a later version
            return effort;
        if (!effort.empty())
            return levelOf(effort, losses);
        return reasoning.enabled == true ? Json(true) : Json();
    }
    if (!effort.empty())
        losses.add("reasoning effort");
    else if (reasoning.enabled == true && target.canThink == false)
        losses.add("reasoning");
    return {};
}

/// JSON Schema allows `true` as a schema, Ollama's reader does not. Source: Ollama, api/types.go, "ToolProperty". Read
/// 2026-11-21.
void replaceBooleans(Json& schema)
{
    if (schema.is_boolean())
        schema = Json::object();
    if (!schema.is_object())
        return;
    for (const char* const key : {"properties", "anyOf"})
        if (const auto found = schema.find(key); found != schema.end() && found->is_structured())
            for (Json& each : *found)
                replaceBooleans(each);
}

Json toolsOf(const Conversation& conversation, Losses& losses)
{
    if (conversation.toolChoice.kind == ToolChoice::Kind::None)
        return Json();
    Json tools;
    const bool isAsWritten = isOllama(conversation.origin) && conversation.toolsAsWritten;
    Losses ofOwn; // those that are passed on unchanged
    for (const Tool& tool : conversation.tools)
        if (tool.kind == Tool::Kind::BuiltIn && tool.origin == Format::OllamaChat)
            tools.push_back(tool.definition);
    std::vector<FunctionTool> functions = isAsWritten ? functionsAsWritten(*conversation.toolsAsWritten)
                                                      : functionsOf(conversation, isOllama(conversation.origin) ? ofOwn : losses);
    const ToolChoice& choice = conversation.toolChoice;
    const bool isForced = choice.kind == ToolChoice::Kind::Named || choice.kind == ToolChoice::Kind::Required;
    if (isForced)
        losses.add("tool_choice"); // the model gets only this tool, but may still answer without it
    for (FunctionTool& each : functions) {
        if (each.strict == true)
            losses.add("strict");
        openRoot(each.parameters);
        Json function{{"name", each.name}};
        if (!each.description.empty())
            function["description"] = std::move(each.description);
        replaceBooleans(each.parameters);
        function["parameters"] = std::move(each.parameters);
        tools.push_back(Json{{"type", "function"}, {"function", std::move(function)}});
    }
    return tools;
}

Json formatOf(const OutputFormat& output)
{
    if (output.kind == OutputFormat::Kind::JsonSchema && output.schema.is_object())
        return output.schema;
    const bool isJson = output.kind == OutputFormat::Kind::JsonObject || output.kind == OutputFormat::Kind::JsonSchema;
    return isJson ? Json("json") : Json();
}

/// The other options that an Ollama client sent.
Json otherOptions(const Conversation& conversation)
{
    if (isOllama(conversation.origin))
        for (const auto& [key, value] : conversation.extras)
            if (key == "options")
                return value;
    return {};
}

void put(Json& body, const char* key, Json value)
{
    if (!value.is_null())
        body[key] = std::move(value);
}

void putSampling(const Conversation& conversation, const WriteTarget& target, Json& body)
{
    Sampling sampling = conversation.sampling;
    if (sampling.maxTokens && target.outputLimit > 0)
        sampling.maxTokens = std::min(*sampling.maxTokens, target.outputLimit);
    put(body, "options", optionsOf(sampling, otherOptions(conversation)));
    const bool isOwn = isOllama(conversation.origin);
    if (const auto isOn = isOwn ? sampling.logProbs : sampling.logProbSwitch())
        body["logprobs"] = *isOn;
    if (const auto count = isOwn ? sampling.topLogProbs : sampling.topLogProbsBesideSwitch())
        body["top_logprobs"] = *count;
}

} // namespace

Result<Json> writeOllamaChat(const Conversation& conversation, const WriteTarget& target, Losses& losses)
{
    auto messages = OllamaMessageWriter(conversation, losses).write();
    if (!messages)
        return messages;
    Json tools = toolsOf(conversation, losses);
    reportUnheard(conversation, losses);
    if (!isOllama(conversation.origin))
        reportExtras(conversation, {}, losses);

    Json body;
    body["model"] = target.model;
    body["messages"] = std::move(*messages);
    put(body, "tools", std::move(tools));
    body["stream"] = conversation.isStream;
    put(body, "format", formatOf(conversation.output));
    put(body, "think", thinkOf(conversation, target, losses));
    putSampling(conversation, target, body);
    if (isOllama(conversation.origin))
        for (const auto& [key, value] : conversation.extras)
            if (!body.contains(key))
                body[key] = value;
    return body;
}

} // namespace gateway::protocol::ollama
