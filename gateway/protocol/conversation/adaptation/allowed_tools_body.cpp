#include "allowed_tools_body.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/find_text.h"

#include <algorithm>
#include <string>
#include <utility>

namespace gateway::protocol {

namespace {

/// A choice identifies a tool by some of its members: type and name, type and server_label, or the type alone.
bool isNamedBy(const Json& choice, const Json& tool)
{
    if (!choice.is_object() || choice.empty())
        return false;
    for (const auto& member : choice.items())
        if (json::fieldOf(tool, member.key()) != member.value())
            return false;
    return true;
}

} // namespace

bool mayHoldAllowedTools(std::string_view body) { return holdsText(body, "\"allowed_tools\""); }

bool offerAllowedToolsAlone(Json& body)
{
    if (!body.is_object())
        return false;
    const Json& choice = json::fieldOf(body, "tool_choice");
    const Json& allowed = json::fieldOf(choice, "tools");
    const Json& tools = json::fieldOf(body, "tools");
    const std::string mode = json::textOf(choice, "mode");
    const bool isKnown = mode == "auto" || mode == "required";
    if (json::textOf(choice, "type") != "allowed_tools" || !isKnown || !allowed.is_array() || !tools.is_array())
        return false;
    Json left = Json::array();
    for (const Json& tool : tools)
        if (std::ranges::any_of(allowed, [&tool](const Json& each) { return isNamedBy(each, tool); }))
            left.push_back(tool);
    if (left.empty() && !(allowed.empty() && mode == "auto"))
        return false;
    if (left.empty()) {
        body.erase("tools");
        body.erase("tool_choice");
        return true;
    }
    body["tools"] = std::move(left);
    body["tool_choice"] = mode;
    return true;
}

} // namespace gateway::protocol
