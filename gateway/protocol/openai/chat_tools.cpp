#include "chat_tools.h"

#include "gateway/core/json/json_repair.h"
#include "gateway/protocol/conversation/offered_tools.h"
#include "gateway/protocol/conversation/tool_name.h"
#include "gateway/protocol/conversation/translation/answer_schema.h"
#include "gateway/protocol/conversation/translation/schema_reference.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <utility>

namespace gateway::protocol::openai {

namespace {

constexpr const char* kInput = "input"; // the parameter of a bridged free-form tool

Tool readFunction(const BodyNode& function)
{
    Tool tool;
    tool.name = function["name"].neededText();
    tool.description = function["description"].text();
    tool.parameters = function["parameters"].arguments();
    tool.strict = function["strict"].flag();
    return tool;
}

/// Flattens {"type":"grammar","grammar":{...}}.
Tool readCustom(const BodyNode& custom)
{
    Tool tool;
    tool.kind = Tool::Kind::FreeForm;
    tool.name = custom["name"].neededText();
    tool.description = custom["description"].text();
    const BodyNode format = custom["format"];
    const Json grammar = format["grammar"].objectOf({"syntax", "definition"});
    tool.definition = format.objectOf({"type"});
    if (grammar.is_object()) {
        tool.definition.erase("grammar");
        tool.definition.update(grammar);
    }
    return tool;
}

/// Source: openai/openai-python chat_completion_tool_union_param.py; other types are the providers' own tools (Zhipu
/// web_search, Moonshot builtin_function). Read 2026-11.
Tool readTool(const BodyNode& node)
{
    const std::string type = node["type"].text();
    Tool tool;
    if (type == "function" || (type.empty() && node["function"].isThere())) {
        const BodyNode function = node["function"];
        tool = readFunction(function.isThere() || !node["name"].isThere() ? function : node);
    } else if (type == "custom") {
        tool = readCustom(node["custom"]);
    } else {
        tool.kind = Tool::Kind::BuiltIn;
        tool.name = nameableType(node["type"].neededText());
        tool.place = node.path();
        tool.definition = node.object();
    }
    tool.origin = Format::OpenAiChat;
    if (tool.kind != Tool::Kind::BuiltIn)
        tool.cacheControl = node["cache_control"].objectOf({"type", "ttl"});
    return tool;
}

struct ChoiceWord {
    std::string_view word;
    ToolChoice::Kind kind;
};

constexpr std::array kChoiceWords{
    ChoiceWord{"auto", ToolChoice::Kind::Auto}, ChoiceWord{"none", ToolChoice::Kind::None},
    ChoiceWord{"required", ToolChoice::Kind::Required}, ChoiceWord{"any", ToolChoice::Kind::Required}, // Mistral's
};

/// False for a word of a later version, which leaves the choice to the model.
bool readChoiceWord(const BodyNode& node, ToolChoice& choice)
{
    const std::string word = node.text();
    const auto known = std::find_if(
        kChoiceWords.begin(), kChoiceWords.end(), [&](const ChoiceWord& each) { return each.word == word; });
    const bool isKnown = known != kChoiceWords.end();
    choice.kind = isKnown ? known->kind : ToolChoice::Kind::Auto;
    return isKnown;
}

/// The name in {"type":"function","function":{"name":...}} or the equivalent for a custom tool.
std::string namedTool(const BodyNode& node, const ChoiceNames& names)
{
    const BodyNode custom = node["custom"];
    const std::string name = (custom.isThere() ? custom : node["function"])["name"].neededText();
    return names.nameOf({{}, name, custom.isThere() ? ToolSort::FreeForm : ToolSort::Function});
}

bool isKnownType(const BodyNode& node)
{
    const std::string type = node["type"].text();
    return type.empty() || type == "function" || type == "custom";
}

/// False if some are of a later version, which are dropped.
bool readAllowed(const BodyNode& tools, const ChoiceNames& names, ToolChoice& choice)
{
    bool isWhole = true;
    tools.each([&](const BodyNode& tool) {
        if (isKnownType(tool))
            choice.allowed.push_back(namedTool(tool, names));
        else
            isWhole = false;
    });
    if (choice.allowed.empty() && tools.size() > 0)
        tools.refuse(QT_TRANSLATE_NOOP("Error", "names no tool of the request, so the model could not use any. Name at least one that the request defines."));
    if (tools.isArray() && tools.size() == 0)
        allowNone(tools, choice);
    return isWhole;
}

/// False for a type of a later version, which leaves the choice to the model.
bool readChoice(const BodyNode& node, const std::vector<Tool>& tools, ToolChoice& choice)
{
    if (!node.isThere())
        return true;
    if (!node.isObject())
        return readChoiceWord(node, choice);
    const ChoiceNames names(tools);
    const BodyNode allowed = node["allowed_tools"];
    if (allowed.isThere()) {
        if (!readChoiceWord(allowed["mode"], choice))
            return false;
        return readAllowed(allowed["tools"], names, choice);
    }
    if (!isKnownType(node)) {
        choice.kind = ToolChoice::Kind::Auto;
        return false;
    }
    choice.kind = ToolChoice::Kind::Named;
    choice.name = namedTool(node, names);
    return true;
}

/// The older form. Source: openai/openai-python completion_create_params.py (deprecated fields).
void readFunctions(const BodyNode& root, Conversation& conversation)
{
    const BodyNode functions = root["functions"];
    if (!functions.isThere())
        return;
    conversation.usesFunctions = true;
    functions.each([&](const BodyNode& function) {
        conversation.tools.push_back(readFunction(function));
        conversation.tools.back().origin = Format::OpenAiChat;
    });
    const BodyNode choice = root["function_call"];
    if (choice.isObject()) {
        conversation.toolChoice.kind = ToolChoice::Kind::Named;
        conversation.toolChoice.name = choice["name"].neededText();
    } else if (choice.isThere() && !readChoiceWord(choice, conversation.toolChoice)) {
        conversation.extras.emplace_back("function_call", choice.json());
    }
}

/// Upstreams require an object schema.
Json fullSchema(Json schema)
{
    if (!schema.is_object())
        schema = Json::object();
    openRoot(schema);
    if (!schema.contains("type"))
        schema["type"] = "object";
    if (!schema.contains("properties") && schema["type"] == "object")
        schema["properties"] = Json::object();
    fillLists(schema);
    return schema;
}

/// OpenAI cannot enforce every schema that other formats can.
void writeStrictness(Json& function, ChatWriting& writing)
{
    const bool isStrict = isForOpenAi(function["parameters"]);
    if (isStrict)
        closeObjects(function["parameters"]);
    else
        writing.losses.add("tools: strict");
    function["strict"] = isStrict;
}

Json functionTool(const Tool& tool, ChatWriting& writing)
{
    Json function;
    function["name"] = flatToolName(tool.nameSpace, tool.name);
    if (!tool.description.empty())
        function["description"] = tool.description;
    if (!writing.isOwn() || !tool.parameters.is_null())
        function["parameters"] =
            tool.parameters.contains("type") && writing.isOwn() ? tool.parameters : fullSchema(tool.parameters);
    if (!writing.isOwn() && writing.target.keepsSignatures)
        tellAlternatives(function["parameters"], writing.losses);
    const bool isOpenAis = writing.isOwn() || writing.conversation.origin == Format::OpenAiResponses;
    if (tool.strict == true && !isOpenAis && writing.target.keepsSignatures)
        writeStrictness(function, writing);
    else if (tool.strict)
        function["strict"] = *tool.strict;
    return Json{{"type", "function"}, {"function", std::move(function)}};
}

/// The grammar is put into the description.
Json bridgedTool(const Tool& tool)
{
    std::string description = tool.description;
    const auto grammar = tool.definition.is_object() ? tool.definition.find("definition") : tool.definition.end();
    if (tool.definition.is_object() && grammar != tool.definition.end() && grammar->is_string())
        description += "\n\nThe input has to follow this grammar:\n" + grammar->get<std::string>();
    Json schema;
    schema["type"] = "object";
    schema["properties"][kInput] =
        Json{{"type", "string"}, {"description", "The whole input of the tool, as plain text."}};
    schema["required"] = Json::array({kInput});
    Json function;
    function["name"] = flatToolName(tool.nameSpace, tool.name);
    function["description"] = std::move(description);
    function["parameters"] = std::move(schema);
    return Json{{"type", "function"}, {"function", std::move(function)}};
}

Json customTool(const Tool& tool)
{
    Json custom;
    custom["name"] = flatToolName(tool.nameSpace, tool.name);
    if (!tool.description.empty())
        custom["description"] = tool.description;
    if (tool.definition.is_object()) {
        Json grammar = tool.definition;
        const Json type = grammar.contains("type") ? grammar["type"] : Json("text");
        grammar.erase("type");
        custom["format"]["type"] = type;
        if (!grammar.empty())
            custom["format"]["grammar"] = std::move(grammar);
    }
    return Json{{"type", "custom"}, {"custom", std::move(custom)}};
}

/// Null if it is dropped.
Json writeTool(const Tool& tool, ChatWriting& writing)
{
    if (tool.kind == Tool::Kind::BuiltIn && writing.isOwn())
        return tool.definition;
    if (tool.kind == Tool::Kind::BuiltIn) {
        writing.losses.add("tools: " + tool.name);
        return {};
    }
    const bool isFreeForm = tool.kind == Tool::Kind::FreeForm;
    Json json = !isFreeForm     ? functionTool(tool, writing)
        : writing.hasFreeForm() ? customTool(tool)
                                : bridgedTool(tool);
    if (!tool.extras.empty())
        for (const auto& [key, value] : tool.extras.items())
            writing.losses.add("tools: " + key);
    if (!tool.cacheControl.is_null() && writing.keepsCacheControl())
        json["cache_control"] = tool.cacheControl;
    else if (!tool.cacheControl.is_null())
        writing.losses.add("cache_control");
    return json;
}

/// One tool as a tool choice refers to it.
Json choiceOf(const std::string& name, const ToolFinder& tools, const ChatWriting& writing)
{
    const Tool* const tool = tools.named(name);
    const bool isCustom = tool && tool->kind == Tool::Kind::FreeForm && writing.hasFreeForm();
    const char* const type = isCustom ? "custom" : "function";
    Json choice;
    choice["type"] = type;
    choice[type]["name"] = tools.chosenName(name);
    return choice;
}

Json writeChoice(const ChatWriting& writing)
{
    const ToolChoice& choice = writing.conversation.toolChoice;
    if (choice.kind == ToolChoice::Kind::Named)
        return choiceOf(choice.name, ToolFinder(writing.conversation.tools), writing);
    const auto word = std::find_if(
        kChoiceWords.begin(), kChoiceWords.end(), [&](const ChoiceWord& each) { return each.kind == choice.kind; });
    Json json = word == kChoiceWords.end() ? Json("auto") : Json(word->word);
    if (choice.allowed.empty() || !writing.target.keepsSignatures)
        return json;
    Json allowed;
    allowed["mode"] = std::move(json);
    const ToolFinder tools(writing.conversation.tools);
    for (const std::string& name : choice.allowed)
        allowed["tools"].push_back(choiceOf(name, tools, writing));
    return Json{{"type", "allowed_tools"}, {"allowed_tools", std::move(allowed)}};
}

} // namespace

void readTools(const BodyNode& root, Conversation& conversation)
{
    root["tools"].each([&](const BodyNode& tool) { conversation.tools.push_back(readTool(tool)); });
    if (const BodyNode choice = root["tool_choice"]; !readChoice(choice, conversation.tools, conversation.toolChoice))
        conversation.extras.emplace_back("tool_choice", choice.json());
    conversation.parallelCalls = root["parallel_tool_calls"].flag();
    readFunctions(root, conversation);
    OfferedTools(conversation).finish();
}

void writeTools(ChatWriting& writing, Json& body)
{
    const Conversation& conversation = writing.conversation;
    const ToolChoice& choice = conversation.toolChoice;
    const AllowedTools allowed(conversation);
    Json tools = Json::array();
    const bool isAsWritten = writing.isOwn() && conversation.toolsAsWritten;
    for (const Tool& tool : isAsWritten ? *conversation.toolsAsWritten : conversation.tools) {
        // Only OpenAI supports a list of allowed tools; other providers get just these tools.
        const bool isLeftOut = !writing.target.keepsSignatures && !allowed.holds(tool);
        if (Json json = isLeftOut ? Json() : writeTool(tool, writing); !json.is_null())
            tools.push_back(std::move(json));
    }
    if (tools.empty())
        return; // a tool choice without tools is an error there
    body["tools"] = std::move(tools);
    if (choice.kind != ToolChoice::Kind::Unsaid || !choice.allowed.empty())
        body["tool_choice"] = writeChoice(writing);
    if (conversation.usesFunctions)
        body["parallel_tool_calls"] = false; // its client supports a single call only
    else if (conversation.parallelCalls)
        body["parallel_tool_calls"] = *conversation.parallelCalls;
}

std::string bridgedArguments(const std::string& input) { return toText(Json{{kInput, input}}); }

std::string bridgedInput(const std::string& arguments)
{
    const auto json = parseJsonLeniently(arguments);
    if (!json || !json->is_object() || !json->contains(kInput) || !(*json)[kInput].is_string())
        return arguments;
    return (*json)[kInput].get<std::string>();
}

} // namespace gateway::protocol::openai
