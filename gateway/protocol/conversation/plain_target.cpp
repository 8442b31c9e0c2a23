#include "plain_target.h"

#include "extra_loss.h"
#include "tool_name.h"

#include <QtGlobal>

#include <algorithm>
#include <utility>

namespace gateway::protocol::plain {

namespace {

constexpr std::string_view kInput = "input";

Json emptySchema() { return Json{{"type", "object"}, {"properties", Json::object()}}; }

Json inputSchema()
{
    Json schema = emptySchema();
    schema["properties"][std::string(kInput)] = Json{{"type", "string"}};
    schema["required"] = Json::array({std::string(kInput)});
    return schema;
}

FunctionTool functionOf(const Tool& tool)
{
    FunctionTool function;
    function.name = flatToolName(tool.nameSpace, tool.name);
    function.description = tool.description;
    if (tool.kind == Tool::Kind::FreeForm)
        function.parameters = inputSchema();
    else
        function.parameters = tool.parameters.is_object() ? tool.parameters : emptySchema();
    function.strict = tool.strict;
    return function;
}

} // namespace

std::vector<FunctionTool> functionsOf(const Conversation& conversation, Losses& losses)
{
    const ToolChoice& choice = conversation.toolChoice;
    const bool isNamed = choice.kind == ToolChoice::Kind::Named;
    const Tool* const named = isNamed ? toolNamed(&conversation, choice.name) : nullptr;
    const AllowedTools allowed(conversation);
    std::vector<FunctionTool> functions;
    for (const Tool& tool : conversation.tools) {
        if (tool.kind == Tool::Kind::BuiltIn) {
            losses.add("tools: " + tool.name);
            continue;
        }
        if (tool.kind == Tool::Kind::FreeForm && !tool.definition.is_null())
            losses.add("tools: format of " + tool.name);
        const bool isMeant = !isNamed || &tool == named;
        if (isMeant && allowed.holds(tool))
            functions.push_back(functionOf(tool));
    }
    return functions;
}

std::vector<FunctionTool> functionsAsWritten(const std::vector<Tool>& tools)
{
    std::vector<FunctionTool> functions;
    for (const Tool& tool : tools)
        if (tool.kind != Tool::Kind::BuiltIn)
            functions.push_back(functionOf(tool));
    return functions;
}

std::string shownText(const Thinking& thinking)
{
    if (!thinking.text.empty())
        return thinking.text;
    std::string text;
    for (const std::string& part : thinking.summary) {
        if (!text.empty() && !part.empty())
            text += "\n\n";
        text += part;
    }
    return text;
}

void reportSealed(const Thinking& thinking, Losses& losses)
{
    if (shownText(thinking).empty() && !(thinking.signature.empty() && thinking.encrypted.empty()))
        losses.add("encrypted reasoning");
}

std::string textOf(const ToolResult& result)
{
    if (!result.value.is_null())
        return toText(result.value);
    std::string all;
    for (const ResultContent& content : result.content) {
        const auto* const text = std::get_if<Text>(&content);
        if (!text)
            continue;
        if (!all.empty())
            all += '\n';
        all += text->text;
    }
    return all;
}

void reportUnheard(const Conversation& conversation, Losses& losses)
{
    const auto report = [&losses](bool isSaid, const char* name) {
        if (isSaid)
            losses.add(name);
    };
    report(!conversation.user.empty(), "user");
    report(!conversation.metadata.is_null() && !conversation.metadata.empty(), "metadata");
    report(!conversation.serviceTier.empty(), "service_tier");
    report(!conversation.promptCacheKey.empty(), "prompt_cache_key");
    report(conversation.store == true, "store");
    report(!conversation.sampling.logitBias.is_null() && !conversation.sampling.logitBias.empty(), "logit_bias");
    report(!conversation.cacheControl.is_null(), "cache_control");
    const auto isCached = [](const auto& each) { return !each.cacheControl.is_null(); };
    report(std::any_of(conversation.tools.begin(), conversation.tools.end(), isCached), "cache_control");
    for (const Message& message : conversation.messages) {
        report(std::any_of(message.parts.begin(), message.parts.end(), isCached), "cache_control");
        report(!message.name.empty(), "name");
    }
}

void reportExtras(const Conversation& conversation, std::span<const std::string_view> known, Losses& losses)
{
    for (const auto& [key, value] : conversation.extras)
        if (std::find(known.begin(), known.end(), key) == known.end())
            addExtraLoss(losses, key, value);
}

tl::unexpected<Error> refusal(const std::string& param, const Sentence& what)
{
    Error error;
    error.kind = ErrorKind::InvalidRequest;
    error.param = param;
    error.message = {QT_TRANSLATE_NOOP("Error", "\"%1\" %2"), {param, what}};
    return failure(std::move(error));
}

std::string messagePath(std::size_t index) { return "messages[" + std::to_string(index) + ']'; }

} // namespace gateway::protocol::plain
