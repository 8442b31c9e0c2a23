#include "memory_cost.h"

#include "gateway/core/json/json_values.h"
#include "gateway/exchange/admission/client_request.h"

#include <utility>
#include <variant>

namespace gateway::exchange {

namespace {

/// Memory of a tree value in addition to its text, including its key and node.
constexpr std::int64_t kBytesOfValue = 128;

template <class Value> constexpr auto kBytesOf = static_cast<std::int64_t>(sizeof(Value));

std::int64_t costOfEach(const std::vector<protocol::Part>& parts)
{
    std::int64_t cost = kBytesOf<protocol::Part> * static_cast<std::int64_t>(parts.size());
    for (const protocol::Part& part : parts) {
        if (const auto* const result = std::get_if<protocol::ToolResult>(&part.content))
            cost += kBytesOf<protocol::ResultContent> * static_cast<std::int64_t>(result->content.size()) + costOf(result->value);
        else if (const auto* const opaque = std::get_if<protocol::Opaque>(&part.content))
            cost += costOf(opaque->value);
    }
    return cost;
}

std::int64_t costOfEach(const std::vector<protocol::Tool>& tools)
{
    std::int64_t cost = 0;
    for (const protocol::Tool& tool : tools)
        cost += kBytesOf<protocol::Tool> + costOf(tool.parameters) + costOf(tool.definition) + costOf(tool.extras);
    return cost;
}

} // namespace

std::int64_t costOfTree(std::string_view json)
{
    return static_cast<std::int64_t>(json.size()) + kBytesOfValue * static_cast<std::int64_t>(jsonValues(json));
}

std::int64_t costOf(const Json& tree)
{
    std::int64_t cost = kBytesOfValue;
    if (tree.is_string())
        cost += static_cast<std::int64_t>(tree.get_ref<const std::string&>().size());
    for (const Json& each : tree)
        cost += tree.is_structured() ? costOf(each) : 0;
    return cost;
}

std::int64_t costOf(const protocol::Conversation& conversation)
{
    std::int64_t cost = 0;
    for (const protocol::Message& message : conversation.messages)
        cost += kBytesOf<protocol::Message> + costOfEach(message.parts) + costOf(message.original);
    cost += costOfEach(conversation.tools);
    if (conversation.toolsAsWritten)
        cost += costOfEach(*conversation.toolsAsWritten);
    for (const auto& extra : conversation.extras)
        cost += kBytesOf<decltype(extra)> + costOf(extra.second);
    return cost;
}

std::int64_t costOf(const protocol::ModelAnswer& answer)
{
    std::int64_t cost = 0;
    for (const protocol::Choice& choice : answer.choices)
        cost += costOfEach(choice.parts);
    return cost;
}

/// A tree with too many values is rejected for their number.
Result<Json> treeWithin(std::string_view json, http::BodyBudget::Share& share, int copies)
{
    if (share.isOfBudget() && !holdsMoreValues(json, kMostValues))
        if (auto held = share.add(copies * costOfTree(json)); !held)
            return failure(std::move(held.error()));
    return treeOf(json);
}

} // namespace gateway::exchange
