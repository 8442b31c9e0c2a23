#include "tool_fields.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/json/json_members.h"
#include "gateway/protocol/conversation/offered_tools.h"
#include "gateway/protocol/conversation/tool_name.h"
#include "gateway/protocol/conversation/translation/answer_schema.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <utility>

namespace gateway::protocol::responses {

namespace {

constexpr std::string_view kByClient = "client";
constexpr std::string_view kNamespace = "namespace";

/// Fields that are not in `known`.
Json othersOf(const BodyNode& object, std::initializer_list<std::string_view> known)
{
    Json others = Json::object();
    JsonMembers members(others);
    const auto isKnown = [known](std::string_view key) { return std::find(known.begin(), known.end(), key) != known.end(); };
    object.eachMember(isKnown, [&members](const std::string& key, const BodyNode& member) { members[key] = member.json(); });
    return others.empty() ? Json() : others;
}

void readFunction(const BodyNode& node, Tool& tool)
{
    const BodyNode nested = node["function"]; // as in chat: some clients mix the two
    const BodyNode& from = nested.isObject() && !node["name"].isThere() ? nested : node;
    tool.kind = Tool::Kind::Function;
    tool.name = from["name"].neededText();
    tool.description = from["description"].text();
    tool.parameters = from["parameters"].arguments();
    tool.strict = from["strict"].flag();
    tool.extras = othersOf(node, {"type", "name", "description", "parameters", "strict", "function"});
}

void readFreeForm(const BodyNode& node, Tool& tool)
{
    tool.kind = Tool::Kind::FreeForm;
    tool.name = node["name"].neededText();
    tool.description = node["description"].text();
    tool.definition = node["format"].objectOf({"type", "syntax", "definition"});
    tool.extras = othersOf(node, {"type", "name", "description", "format"});
}

void readBuiltIn(const BodyNode& node, Tool& tool)
{
    tool.kind = Tool::Kind::BuiltIn;
    tool.name = nameableType(node["type"].text());
    tool.place = node.path();
    tool.definition = node.json();
}

/// A tool search that the client runs: a function for other formats. Source: openai-node responses.ts, ToolSearchTool.
/// Read 2026-11-28.
void readToolSearch(const BodyNode& node, Tool& tool)
{
    tool.kind = Tool::Kind::Function;
    tool.name = kToolSearch;
    tool.place = node.path();
    tool.description = node["description"].text();
    tool.parameters = node["parameters"].arguments();
    tool.definition = node.objectOf({"type", "execution", "description", "parameters"});
}

void readTool(const BodyNode& node, const Tool& space, std::vector<Tool>& out)
{
    const std::string type = node["type"].neededText();
    Tool tool = space;
    tool.origin = Format::OpenAiResponses;
    if (type == kNamespace && space.nameSpace.empty()) {
        tool.nameSpace = node["name"].neededText();
        tool.nameSpaceDescription = node["description"].text();
        node["tools"].each([&](const BodyNode& inner) { readTool(inner, tool, out); });
        return;
    }
    if (type == "function")
        readFunction(node, tool);
    else if (type == "custom")
        readFreeForm(node, tool);
    else if (type == kToolSearch && node["execution"].text() == kByClient)
        readToolSearch(node, tool);
    else
        readBuiltIn(node, tool);
    out.push_back(std::move(tool));
}

/// How `tool_choice` refers to a tool.
Json chosen(const ToolFinder& all, const std::string& name)
{
    const Tool* const tool = all.named(name);
    if (tool && (tool->kind == Tool::Kind::BuiltIn || isOwnFunction(*tool)))
        return Json{{"type", tool->name}};
    const bool isFreeForm = tool && tool->kind == Tool::Kind::FreeForm;
    Json choice{{"type", isFreeForm ? "custom" : "function"}, {"name", tool ? tool->name : name}};
    if (tool && !tool->nameSpace.empty() && name != tool->name) // it was named with its namespace
        choice["namespace"] = tool->nameSpace;
    return choice;
}

bool isOurs(const Tool& tool) { return tool.origin == Format::OpenAiResponses; }

/// The parameters of a tool from a client of another format, as OpenAI accepts them.
Json objectSchema(const Tool& tool, Losses& losses)
{
    Json schema = tool.parameters;
    if (!schema.is_object())
        return schema;
    if (!schema.contains("type"))
        schema["type"] = "object";
    fillLists(schema);
    tellAlternatives(schema, losses);
    return schema;
}

Json functionJson(const Tool& tool, bool isForeign, Losses& losses)
{
    Json json{{"type", "function"}, {"name", tool.name}};
    if (!tool.description.empty())
        json["description"] = tool.description;
    Json schema = isForeign ? objectSchema(tool, losses) : tool.parameters;
    const bool isTold = isForeign && tool.origin != Format::OpenAiChat && tool.strict == true;
    const bool isHeld = !isTold || isForOpenAi(schema); // OpenAI cannot enforce every schema that other formats can
    if (isTold && isHeld)
        closeObjects(schema);
    if (!isHeld)
        losses.add("tools: strict");
    if (tool.strict)
        json["strict"] = *tool.strict && isHeld;
    else if (isForeign)
        json["strict"] = false; // the default is true here and false everywhere else
    json["parameters"] = std::move(schema);
    return json;
}

/// The format of a free-form tool; chat nests a grammar one level deeper.
Json grammarOf(const Json& definition)
{
    const Json* const inner = json::findField(definition, "grammar");
    if (!inner || !inner->is_object())
        return definition;
    Json format{{"type", "grammar"}};
    format.update(*inner);
    return format;
}

Json freeFormJson(const Tool& tool)
{
    Json json{{"type", "custom"}, {"name", tool.name}};
    if (!tool.description.empty())
        json["description"] = tool.description;
    if (!tool.definition.is_null())
        json["format"] = grammarOf(tool.definition);
    return json;
}

/// Null if this format cannot express it.
Json toolJson(const Tool& tool, bool isForeign, Losses& losses)
{
    if (!tool.cacheControl.is_null())
        losses.add("tools: cache_control");
    if (tool.kind == Tool::Kind::BuiltIn) {
        if (isOurs(tool))
            return tool.definition;
        losses.add("tools: " + tool.name);
        return {};
    }
    if (isOwnFunction(tool) && !isForeign)
        return tool.definition;
    Json json = tool.kind == Tool::Kind::FreeForm ? freeFormJson(tool) : functionJson(tool, isForeign, losses);
    if (isOurs(tool) && tool.extras.is_object())
        JsonMembers(json).update(tool.extras);
    return json;
}

} // namespace

bool isOwnFunction(const Tool& tool)
{
    return tool.kind == Tool::Kind::Function && tool.origin == Format::OpenAiResponses && tool.definition.is_object();
}

std::vector<Tool> toolsIn(const BodyNode& list)
{
    std::vector<Tool> tools;
    list.each([&](const BodyNode& node) { readTool(node, Tool{}, tools); });
    return tools;
}

void readTools(const BodyNode& tools, Conversation& out) { out.tools = toolsIn(tools); }

namespace {

/// Empty for a word of a later version.
std::optional<ToolChoice::Kind> choiceKind(std::string_view word)
{
    struct Word {
        std::string_view word;
        ToolChoice::Kind kind;
    };
    static constexpr std::array kWords{Word{"auto", ToolChoice::Kind::Auto}, Word{"none", ToolChoice::Kind::None},
        Word{"required", ToolChoice::Kind::Required}};
    const auto found = std::ranges::find(kWords, word, &Word::word);
    return found == kWords.end() ? std::nullopt : std::optional(found->kind);
}

/// Leaves the choice to the model, except for a target of the same format.
void readUnknownChoice(const BodyNode& choice, Conversation& out)
{
    out.toolChoice.kind = ToolChoice::Kind::Auto;
    out.extras.emplace_back("tool_choice", choice.json());
}

/// Whether `type` is that of one of the request's tools.
bool isOffered(const Conversation& conversation, const std::string& type)
{
    return std::ranges::any_of(conversation.tools, [&](const Tool& tool) {
        return tool.name == type && (tool.kind == Tool::Kind::BuiltIn || isOwnFunction(tool));
    });
}

/// The name of the tool that a choice refers to, including its namespace.
std::string namedFunction(const BodyNode& node, ToolSort sort, const ChoiceNames& names)
{
    const std::string name = node["name"].neededText();
    const std::string group = node["namespace"].text();
    return names.nameOf({group, name, sort});
}

/// The sort of a tool that a choice refers to by type only.
ToolSort sortByType(const Conversation& conversation, const std::string& type)
{
    const auto isOwn = [&](const Tool& tool) { return tool.name == type && isOwnFunction(tool); };
    return std::ranges::any_of(conversation.tools, isOwn) ? ToolSort::Own : ToolSort::BuiltIn;
}

/// Allows all tools of the namespace that `node` names; false if the request has none of it.
bool allowGroup(const BodyNode& node, const ChoiceNames& names, Conversation& conversation)
{
    const std::string group = node["name"].text();
    std::vector<std::string>& allowed = conversation.toolChoice.allowed;
    const std::size_t before = allowed.size();
    for (const Tool& tool : conversation.tools)
        if (!group.empty() && tool.nameSpace == group)
            allowed.push_back(names.nameOf(idOf(tool)));
    return allowed.size() > before;
}

} // namespace

void readToolChoice(const BodyNode& choice, Conversation& out)
{
    if (!choice.isThere())
        return;
    if (!choice.isObject()) {
        if (const auto kind = choiceKind(choice.text()))
            out.toolChoice.kind = *kind;
        else
            readUnknownChoice(choice, out);
        return;
    }
    const std::string type = choice["type"].neededText();
    bool isWhole = true; // complete in the neutral form
    const ChoiceNames names(out.tools);
    const auto nameOf = [&](const BodyNode& node) {
        std::string of = node["type"].text();
        if (of == "function" || of == "custom")
            return namedFunction(node[of].isObject() ? node[of] : node, of == "custom" ? ToolSort::FreeForm : ToolSort::Function, names);
        isWhole = isWhole && node.peek().size() == 1;
        return names.nameOf({{}, of, sortByType(out, of)});
    };
    if (type == "allowed_tools") {
        const BodyNode mode = choice["mode"];
        const auto kind = choiceKind(mode.neededText());
        if (!kind)
            return readUnknownChoice(choice, out);
        out.toolChoice.kind = *kind;
        choice["tools"].each([&](const BodyNode& node) {
            const std::string of = node["type"].text();
            if (of == kNamespace && allowGroup(node, names, out))
                return;
            if (of == "function" || of == "custom" || isOffered(out, of))
                return out.toolChoice.allowed.push_back(nameOf(node));
            isWhole = false; // of a later version, or not a tool of this request
            out.unknown.push_back(node.path());
        });
        if (out.toolChoice.allowed.empty() && choice["tools"].size() > 0)
            choice["tools"].refuse(QT_TRANSLATE_NOOP("Error", "names no tool of the request, so the model could not use any. Name at least one that the request defines."));
        if (choice["tools"].isArray() && choice["tools"].size() == 0)
            allowNone(choice["tools"], out.toolChoice);
    } else if (type == kNamespace && allowGroup(choice, names, out)) {
        out.toolChoice.kind = ToolChoice::Kind::Required;
    } else if (type != "function" && type != "custom" && !isOffered(out, type)) {
        return readUnknownChoice(choice, out);
    } else {
        out.toolChoice.kind = ToolChoice::Kind::Named;
        out.toolChoice.name = nameOf(choice);
    }
    if (!isWhole)
        out.extras.emplace_back("tool_choice", choice.json());
}

Json toolsJson(const Conversation& conversation, Losses& losses)
{
    const bool isForeign = conversation.origin != Format::OpenAiResponses;
    Json list = Json::array();
    const std::string* open = nullptr; // namespace of the last element
    const bool isAsWritten = !isForeign && conversation.toolsAsWritten;
    for (const Tool& tool : isAsWritten ? *conversation.toolsAsWritten : conversation.tools) {
        Json json = toolJson(tool, isForeign, losses);
        if (json.is_null())
            continue;
        if (tool.nameSpace.empty()) {
            open = nullptr;
            list.push_back(std::move(json));
            continue;
        }
        if (!open || *open != tool.nameSpace) {
            Json space{{"type", "namespace"}, {"name", tool.nameSpace}};
            if (!tool.nameSpaceDescription.empty())
                space["description"] = tool.nameSpaceDescription;
            space["tools"] = Json::array();
            list.push_back(std::move(space));
            open = &tool.nameSpace;
        }
        list.back()["tools"].push_back(std::move(json));
    }
    return list;
}

Json toolChoiceJson(const Conversation& conversation)
{
    const ToolChoice& choice = conversation.toolChoice;
    if (conversation.origin == Format::OpenAiResponses)
        for (const auto& [key, value] : conversation.extras)
            if (key == "tool_choice")
                return value;
    if (!choice.allowed.empty()) {
        Json tools = Json::array();
        const ToolFinder all(conversation.tools);
        for (const std::string& name : choice.allowed)
            tools.push_back(chosen(all, name));
        const bool mustCall = choice.kind == ToolChoice::Kind::Required;
        return Json{{"type", "allowed_tools"}, {"mode", mustCall ? "required" : "auto"}, {"tools", std::move(tools)}};
    }
    switch (choice.kind) {
    case ToolChoice::Kind::Auto:
        return "auto";
    case ToolChoice::Kind::None:
        return "none";
    case ToolChoice::Kind::Required:
        return "required";
    case ToolChoice::Kind::Named:
        return chosen(ToolFinder(conversation.tools), choice.name);
    case ToolChoice::Kind::Unsaid:
        break;
    }
    return {};
}

const Tool* toolOf(const AnswerContext& context, const ToolCall& call)
{
    if (!context.request)
        return nullptr;
    if (call.nameSpace.empty()) {
        const Tool* const tool = toolNamed(context, call.name);
        return tool && tool->kind != Tool::Kind::BuiltIn ? tool : nullptr;
    }
    const std::vector<Tool>& tools = context.request->tools;
    const auto isMeant = [&](const Tool& tool) {
        return tool.kind != Tool::Kind::BuiltIn && tool.name == call.name && tool.nameSpace == call.nameSpace;
    };
    const auto found = std::ranges::find_if(tools, isMeant);
    return found == tools.end() ? nullptr : &*found;
}

} // namespace gateway::protocol::responses
