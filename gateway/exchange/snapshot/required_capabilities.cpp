#include "required_capabilities.h"

#include "gateway/core/json/json.h"
#include "gateway/core/json/json_fields.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace gateway::exchange {

namespace {

/// Items that only the host that keeps the conversation understands. A match inside a text only causes a translation.
constexpr std::array<std::string_view, 2> kStateItems{"\"item_reference\"", "\"compaction_trigger\""};

/// Items that only OpenAI's own endpoint knows, searched for in the same way. Source: openai/codex,
/// codex-rs/protocol/src/models.rs, ResponseItem; read 2026-11-28.
constexpr std::array<std::string_view, 9> kToolItems{"\"additional_tools\"", "\"tool_search_call\"", "\"tool_search_output\"", "\"custom_tool_call\"",
    "\"local_shell_call\"", "\"shell_call\"", "\"apply_patch_call\"", "\"agent_message\"", "\"multi_agent_call\""};

bool isSaid(std::string_view value) { return !value.empty() && value != "null" && value != "false"; }

/// Each once, in order.
std::vector<std::string> otherTypesIn(const RequestTools& tools)
{
    std::vector<std::string> types;
    for (const Json& tool : tools.list)
        if (const std::string_view type = tools.otherType(tool); !type.empty() && std::ranges::find(types, type) == types.end())
            types.emplace_back(type);
    return types;
}

constexpr std::array<std::string_view, 3> kMakersTools{"namespace", "tool_search", "custom"};

/// Tools that are written as functions if there are no others.
bool isMakersTool(std::string_view type) { return std::ranges::find(kMakersTools, type) != kMakersTools.end(); }

/// For OpenAI's format. A text search comes first, because most tools are functions.
bool hasMakersTools(const protocol::RequestOutline& request, std::string_view body)
{
    const std::string_view tools = request.valueOf("tools", body);
    const auto isHeld = [tools](std::string_view type) { return tools.find('"' + std::string(type) + '"') != std::string_view::npos; };
    if (std::ranges::none_of(kMakersTools, isHeld))
        return false;
    const auto list = parseJson(tools);
    return list && list->is_array() && std::ranges::any_of(*list, [](const Json& tool) {
        return isMakersTool(json::textOf(tool, "type"));
    });
}

/// A tool choice that some hosts do not support: they would reject it.
bool isForced(std::string_view choice) { return isSaid(choice) && choice != "\"auto\"" && choice != "\"none\""; }

/// For OpenAI's format. The mode of `allowed_tools` says whether a call is required.
bool isForcedChoice(std::string_view choice)
{
    const auto read = parseJson(choice);
    if (!read || json::textOf(*read, "type") != "allowed_tools")
        return isForced(choice);
    const Json& inner = json::fieldOf(*read, "allowed_tools");
    return json::textOf(inner.is_object() ? inner : *read, "mode") == "required";
}

/// For OpenAI's format.
bool asksForOneCall(const protocol::RequestOutline& request, std::string_view body)
{
    return request.valueOf("parallel_tool_calls", body) == "false" && isSaid(request.valueOf("tools", body));
}

bool hasElements(std::string_view list)
{
    const auto read = isSaid(list) ? parseJson(list) : Result<Json>(Json());
    return read && read->is_array() && !read->empty();
}

std::size_t stopsOf(std::string_view value)
{
    const auto stop = parseJson(value);
    if (!stop || stop->is_null())
        return 0;
    return stop->is_array() ? stop->size() : 1;
}

/// The type of the output format. `holder`: for Responses, the object that contains the format.
std::string formIn(std::string_view value, const char* holder = nullptr)
{
    const auto read = parseJson(value);
    if (!read)
        return {};
    return json::textOf(holder ? json::fieldOf(*read, holder) : *read, "type");
}

/// JSON with or without a schema.
bool isJson(std::string_view form) { return form.starts_with("json_"); }

void readChatCapabilities(const protocol::RequestOutline& request, std::string_view body, RequiredCapabilities& required)
{
    const auto count = parseJson(request.valueOf("n", body));
    required.severalAnswers = count && count->is_number_integer() && count->get<std::int64_t>() > 1;
    required.oneCall = asksForOneCall(request, body);
    const bool isAmongSome = request.valueOf("tool_choice", body).find("\"allowed_tools\"") != std::string_view::npos;
    required.makersTools = isAmongSome || hasMakersTools(request, body); // for Responses the choice is simplified: see allowed_tools_body.h
    required.stops = stopsOf(request.valueOf("stop", body));
    const std::string form = formIn(request.valueOf("response_format", body));
    required.json = isJson(form);
    required.schema = form == "json_schema";
    required.forcedCall = isForcedChoice(request.valueOf("tool_choice", body)) || request.valueOf("function_call", body).starts_with('{');
    required.formBesideTools = required.json && (hasElements(request.valueOf("tools", body)) || hasElements(request.valueOf("functions", body)));
}

void readResponsesCapabilities(const protocol::RequestOutline& request, std::string_view body, RequiredCapabilities& required)
{
    const auto isHeld = [&](std::string_view word) { return body.find(word) != std::string_view::npos; };
    required.state = request.valueOf("store", body) != "false" || goesOnAtHost(request, body);
    required.toolTypes = otherTypesIn(requestTools(protocol::Format::OpenAiResponses, request, body));
    required.toolItems = std::ranges::any_of(kToolItems, isHeld);
    required.forcedCall = isForcedChoice(request.valueOf("tool_choice", body));
    required.oneCall = asksForOneCall(request, body) && !required.forcedCall;
    required.makersTools = hasMakersTools(request, body);
    required.formBesideTools = isJson(formIn(request.valueOf("text", body), "format")) && hasElements(request.valueOf("tools", body));
}

bool isDoneByFunctions(const RequestTools& tools, const Json& tool)
{
    const std::string_view type = tools.otherType(tool);
    return type.empty() || isMakersTool(type);
}

/// For a choice that is an object.
bool choosesHostedTool(const RequestTools& tools, const Json& choice)
{
    const std::string type = json::textOf(choice, "type");
    if (type == "allowed_tools") {
        const Json& allowed = json::fieldOf(choice, "tools");
        return json::textOf(choice, "mode") == "required" && allowed.is_array() && !allowed.empty()
            && std::ranges::none_of(allowed, [&](const Json& tool) { return isDoneByFunctions(tools, tool); });
    }
    return std::ranges::any_of(tools.list, [&](const Json& tool) {
        const bool isMeant = type == "tool" ? json::textOf(choice, "name") == json::textOf(tool, "name") : type == json::textOf(tool, "type");
        return isMeant && !isDoneByFunctions(tools, tool);
    });
}

/// "web_search_20250305" becomes "web_search".
std::string_view withoutDate(std::string_view type)
{
    constexpr std::size_t kDigits = 8;
    const std::size_t mark = type.rfind('_');
    const bool isDated = mark != std::string_view::npos && type.size() == mark + 1 + kDigits
        && type.substr(mark + 1).find_first_not_of("0123456789") == std::string_view::npos;
    return isDated ? type.substr(0, mark) : type;
}

bool isAmong(const std::vector<std::string>& known, std::string_view type)
{
    return std::ranges::any_of(known, [type](const std::string& each) { return each == type || each == kAnyTool; });
}

/// Tool search is done here if a host lacks it: see adaptation/late_tools.h.
bool hasTools(const protocol::FormatQuirks& quirks, const std::vector<std::string>& types)
{
    return std::ranges::all_of(types, [&quirks](const std::string& type) {
        return type.starts_with("tool_search_tool_") || isAmong(quirks.messagesTools, withoutDate(type));
    });
}

} // namespace

std::string_view RequestTools::otherType(const Json& tool) const
{
    const std::string& type = json::textOf(tool, "type");
    const bool isFunction = type == plainType || (!schemaField.empty() && json::fieldOf(tool, schemaField).is_object());
    return isFunction ? std::string_view() : std::string_view(type);
}

RequestTools requestTools(protocol::Format client, const protocol::RequestOutline& request, std::string_view body)
{
    RequestTools tools;
    if (client == protocol::Format::OpenAiResponses)
        tools.plainType = "function";
    else if (client == protocol::Format::Anthropic)
        tools.plainType = "custom", tools.schemaField = "input_schema";
    else
        return tools;
    if (auto list = parseJson(request.valueOf("tools", body)); list && list->is_array())
        tools.list = std::move(*list); // the host reports what is wrong with anything else
    return tools;
}

RequiredCapabilities requiredCapabilities(protocol::Format client, const protocol::RequestOutline& request, std::string_view body)
{
    RequiredCapabilities required;
    if (client == protocol::Format::OpenAiResponses) {
        readResponsesCapabilities(request, body, required);
    } else if (client == protocol::Format::OpenAiChat) {
        readChatCapabilities(request, body, required);
    } else if (client == protocol::Format::Anthropic) {
        const auto choice = parseJson(request.valueOf("tool_choice", body));
        const std::string type = choice ? json::textOf(*choice, "type") : std::string();
        required.oneCall = type == "auto" && json::fieldOf(*choice, "disable_parallel_tool_use") == true;
        required.forcedCall = type == "any" || type == "tool";
        required.toolTypes = otherTypesIn(requestTools(client, request, body));
    }
    return required;
}

bool goesOnAtHost(const protocol::RequestOutline& request, std::string_view body)
{
    constexpr std::array<std::string_view, 3> kStateFields{"previous_response_id", "conversation", "background"};
    return std::ranges::any_of(kStateFields, [&](std::string_view field) { return isSaid(request.valueOf(field, body)); })
        || std::ranges::any_of(kStateItems, [&](std::string_view item) { return body.find(item) != std::string_view::npos; });
}

bool needsHostedTools(protocol::Format client, const protocol::RequestOutline& request, std::string_view body)
{
    const bool isResponses = client == protocol::Format::OpenAiResponses;
    if (isResponses && (isSaid(request.valueOf("background", body)) || isSaid(request.valueOf("conversation", body))))
        return true;
    const RequestTools tools = requestTools(client, request, body);
    const auto choice = parseJson(request.valueOf("tool_choice", body));
    if (choice && (*choice == "none" || json::textOf(*choice, "type") == "none"))
        return false;
    const bool hasOthers = std::ranges::any_of(tools.list, [&](const Json& tool) { return isDoneByFunctions(tools, tool); });
    return !hasOthers || (choice && choosesHostedTool(tools, *choice));
}

bool holdsToolItems(const Json& items)
{
    return items.is_array() && std::ranges::any_of(items, [](const Json& item) {
        const std::string type = '"' + json::textOf(item, "type") + '"';
        return std::ranges::find(kToolItems, type) != kToolItems.end();
    });
}

bool isMetBy(protocol::Format host, const protocol::FormatQuirks& quirks, const RequiredCapabilities& required)
{
    using protocol::Format;
    const bool isMakers = !quirks.foreignSignatures;
    if (host == Format::Anthropic)
        return isMakers || (!required.oneCall && hasTools(quirks, required.toolTypes));
    if (host != Format::OpenAiResponses)
        return true;
    if ((required.state && quirks.statelessResponses) || (required.formBesideTools && quirks.jsonOrTools))
        return false;
    const auto isTaken = [&quirks](const std::string& type) { return isAmong(quirks.responsesTools, type); };
    return isMakers || !(required.oneCall || required.toolItems || required.makersTools || !std::ranges::all_of(required.toolTypes, isTaken));
}

} // namespace gateway::exchange
