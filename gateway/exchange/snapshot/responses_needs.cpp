#include "responses_needs.h"

#include "gateway/core/json/json.h"

#include <algorithm>
#include <array>

namespace gateway::exchange {

namespace {

/// Items that only the maker of the conversation's state understands. Where the words stand in a text, the request is
/// just translated.
constexpr std::array<std::string_view, 2> kStateItems{"\"item_reference\"", "\"compaction_trigger\""};

/// Items that only OpenAI's own endpoint knows. They are searched for in the same way.
/// Source: openai/codex, codex-rs/protocol/src/models.rs, ResponseItem; read 2026-11-28.
constexpr std::array<std::string_view, 9> kToolItems{"\"additional_tools\"", "\"tool_search_call\"", "\"tool_search_output\"", "\"custom_tool_call\"",
    "\"local_shell_call\"", "\"shell_call\"", "\"apply_patch_call\"", "\"agent_message\"", "\"multi_agent_call\""};

bool isSaid(std::string_view value) { return !value.empty() && value != "null" && value != "false"; }

bool hasOtherTools(std::string_view tools)
{
    const auto list = parseJson(tools);
    if (!list || !list->is_array())
        return false; // the host says what is wrong with it
    return std::ranges::any_of(*list, [](const Json& tool) {
        const auto type = tool.is_object() ? tool.find("type") : tool.end();
        return tool.is_object() && type != tool.end() && *type != "function";
    });
}

} // namespace

ResponsesNeeds responsesNeeds(const protocol::RequestOutline& request, std::string_view body)
{
    constexpr std::array<std::string_view, 3> kStateFields{"previous_response_id", "conversation", "background"};
    const auto isHeld = [&](std::string_view word) { return body.find(word) != std::string_view::npos; };
    ResponsesNeeds needs;
    needs.state = request.valueOf("store", body) != "false"
        || std::ranges::any_of(kStateFields, [&](std::string_view field) { return isSaid(request.valueOf(field, body)); })
        || std::ranges::any_of(kStateItems, isHeld);
    needs.otherTools = hasOtherTools(request.valueOf("tools", body));
    needs.toolItems = std::ranges::any_of(kToolItems, isHeld);
    return needs;
}

bool isMetBy(const protocol::FormatQuirks& host, const ResponsesNeeds& needs)
{
    const bool isOpenAis = !host.functionTools && !host.foreignSignatures;
    return !(needs.state && host.statelessResponses) && !(needs.otherTools && host.functionTools) && (isOpenAis || !needs.toolItems);
}

} // namespace gateway::exchange
