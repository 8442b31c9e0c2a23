#include "tool_config.h"

#include "message_writer.h"

#include "gateway/protocol/conversation/tool_name.h"
#include "gateway/protocol/conversation/translation/answer_schema.h"

#include <algorithm>
#include <set>

namespace gateway::protocol::bedrock {

namespace {

Json toolOf(const std::string& name, const std::string& description, Json schema)
{
    Json spec;
    spec["name"] = name;
    if (!description.empty())
        spec["description"] = description;
    spec["inputSchema"] = Json{{"json", std::move(schema)}};
    return Json{{"toolSpec", std::move(spec)}};
}

Json emptySchema() { return Json{{"type", "object"}, {"properties", Json::object()}}; }

Json schemaOf(const Tool& tool)
{
    if (tool.kind == Tool::Kind::FreeForm) {
        Json input{{"type", "string"}};
        return Json{{"type", "object"}, {"properties", Json{{"input", std::move(input)}}},
            {"required", Json::array({"input"})}};
    }
    if (!tool.parameters.is_object())
        return emptySchema();
    Json schema = tool.parameters;
    if (!schema.contains("type"))
        schema["type"] = "object";
    return schema;
}

void addTool(RequestTask& task, const Tool& tool, const AllowedTools& allowed, Json& tools)
{
    if (tool.kind == Tool::Kind::BuiltIn) {
        task.losses.add("tools: " + tool.name);
        return;
    }
    if (!allowed.holds(tool))
        return;
    if (tool.strict == true)
        task.losses.add("tools: strict");
    std::string description = tool.description;
    if (tool.kind == Tool::Kind::FreeForm && tool.definition.is_object())
        description +=
            (description.empty() ? "" : "\n") + std::string("\"input\" is of this form: ") + toText(tool.definition);
    Json schema = schemaOf(tool);
    tellAlternatives(schema, task.losses);
    tools.push_back(toolOf(flatToolName(tool.nameSpace, tool.name), description, std::move(schema)));
    if (tool.cacheControl.is_null())
        return;
    if (task.family == ModelFamily::Claude)
        tools.push_back(cachePoint(tool.cacheControl));
    else
        task.losses.add("cache_control");
}

/// Names of the called tools.
std::set<std::string> calledNames(const Conversation& conversation)
{
    std::set<std::string> names;
    for (const Message& message : conversation.messages)
        for (const Part& part : message.parts)
            if (const auto* call = std::get_if<ToolCall>(&part.content))
                names.insert(flatToolName(call->nameSpace, call->name));
    return names;
}

/// Null if it is not sent. Bedrock has no "none".
Json choiceOf(RequestTask& task)
{
    const ToolChoice& choice = task.conversation.toolChoice;
    switch (choice.kind) {
    case ToolChoice::Kind::Required:
        return Json{{"any", Json::object()}};
    case ToolChoice::Kind::Auto:
        return Json{{"auto", Json::object()}};
    case ToolChoice::Kind::None:
        task.losses.add("tool_choice");
        break;
    case ToolChoice::Kind::Unsaid:
        break;
    case ToolChoice::Kind::Named:
        return Json{{"tool", Json{{"name", chosenToolName(task.conversation, choice.name)}}}};
    }
    return {};
}

} // namespace

void writeTools(RequestTask& task, Json& body)
{
    const Conversation& conversation = task.conversation;
    const std::set<std::string> called = calledNames(conversation);
    if (conversation.toolChoice.kind == ToolChoice::Kind::None && called.empty())
        return;
    Json tools = Json::array();
    const AllowedTools allowed(conversation);
    for (const Tool& tool : conversation.tools)
        addTool(task, tool, allowed, tools);
    const bool hasOwn = !tools.empty();
    if (!hasOwn)
        for (const std::string& name : called)
            tools.push_back(toolOf(name, {}, emptySchema()));
    if (tools.empty())
        return;
    Json config;
    config["tools"] = std::move(tools);
    if (Json choice = hasOwn ? choiceOf(task) : Json(); !choice.is_null())
        config["toolChoice"] = std::move(choice);
    body["toolConfig"] = std::move(config);
}

} // namespace gateway::protocol::bedrock
