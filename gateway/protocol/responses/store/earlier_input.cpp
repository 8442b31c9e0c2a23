#include "earlier_input.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <array>
#include <utility>

namespace gateway::protocol::responses {

namespace {

constexpr std::size_t kMostItems = 100; // of a list request

/// The prefix of an item's id, by its type; "msg_" for all others.
struct Prefix {
    std::string_view type;
    std::string_view prefix;
};
constexpr std::array kPrefixes{Prefix{"function_call", "fc_"}, Prefix{"function_call_output", "fco_"},
    Prefix{"custom_tool_call", "ctc_"}, Prefix{"custom_tool_call_output", "ctco_"}, Prefix{"reasoning", "rs_"},
    Prefix{"compaction", "cmp_"}};

std::string madeId(const Json& item, const std::string& idBase, std::size_t number)
{
    std::string_view prefix = "msg_";
    for (const Prefix& each : kPrefixes)
        if (json::textOf(item, "type") == each.type)
            prefix = each.prefix;
    return std::string(prefix) + asciiLower(idBase) + "_in" + std::to_string(number);
}

bool isReference(const Json& item)
{
    const std::string_view type = json::textOf(item, "type");
    return type == "item_reference" || (type.empty() && !json::findField(item, "role") && !json::findField(item, "content") && !json::textOf(item, "id").empty());
}

/// A text becomes one message.
Json itemsIn(const Json& body)
{
    const Json* const input = json::findField(body, "input");
    if (!input)
        return Json::array();
    if (input->is_array())
        return *input;
    if (!input->is_string())
        return Json::array();
    return Json::array({Json{{"type", "message"}, {"role", "user"},
        {"content", Json::array({Json{{"type", "input_text"}, {"text", *input}}})}}});
}

void append(Json& all, const Json& more)
{
    if (more.is_array())
        all.insert(all.end(), more.begin(), more.end());
}

} // namespace

Json inputItemsOf(const Json& requestBody, const std::string& idBase)
{
    Json items = itemsIn(requestBody);
    std::size_t number = 0;
    for (Json& item : items) {
        if (item.is_object() && json::textOf(item, "id").empty())
            item["id"] = madeId(item, idBase, number);
        if (item.is_object() && json::textOf(item, "type").empty() && json::findField(item, "role"))
            item["type"] = "message";
        ++number;
    }
    return items;
}

Json continuedInput(const std::vector<KeptTurn>& chain, Json body)
{
    Json all = Json::array();
    for (const KeptTurn& turn : chain) {
        append(all, *turn.input);
        append(all, *turn.output);
    }
    append(all, itemsIn(body));
    body["input"] = std::move(all);
    body.erase("previous_response_id");
    return body;
}

bool hasReferences(const Json& body)
{
    const Json& input = json::listOf(body, "input");
    return std::any_of(input.begin(), input.end(), isReference);
}

Json withItems(Json body, const std::function<const Json*(std::string_view id)>& find)
{
    if (!hasReferences(body))
        return body;
    for (Json& item : body["input"])
        if (isReference(item))
            if (const Json* const found = find(json::textOf(item, "id")))
                item = *found;
    return body;
}

Json inputItemsList(const Json& items, const ItemsQuery& query)
{
    std::vector<const Json*> ordered;
    if (items.is_array())
        for (const Json& item : items)
            ordered.push_back(&item);
    if (!query.isAscending)
        std::reverse(ordered.begin(), ordered.end());
    auto first = ordered.begin();
    if (!query.after.empty()) {
        first =
            std::find_if(first, ordered.end(), [&](const Json* item) { return json::textOf(*item, "id") == query.after; });
        if (first != ordered.end())
            ++first;
    }
    const auto rest = static_cast<std::size_t>(ordered.end() - first);
    const std::size_t count = std::min(rest, std::clamp<std::size_t>(query.limit, 1, kMostItems));
    Json data = Json::array();
    for (std::size_t i = 0; i < count; ++i)
        data.push_back(*first[static_cast<std::ptrdiff_t>(i)]);
    const auto idOf = [&](bool isFirst) {
        return data.empty() ? Json() : Json(json::textOf(isFirst ? data.front() : data.back(), "id"));
    };
    Json list{{"object", "list"}};
    list["first_id"] = idOf(true);
    list["last_id"] = idOf(false);
    list["has_more"] = count < rest;
    list["data"] = std::move(data);
    return list;
}

Json responsesTokenCount(std::int64_t inputTokens)
{
    return Json{{"object", "response.input_tokens"}, {"input_tokens", inputTokens}};
}

Json deletedResponse(const std::string& id) { return Json{{"id", id}, {"object", "response"}, {"deleted", true}}; }

} // namespace gateway::protocol::responses
