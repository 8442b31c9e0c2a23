#include "route_list.h"

#include "json_line.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/json/sentence_json.h"

#include <algorithm>
#include <utility>

namespace gateway::usage {

namespace {

std::string jsonOf(const std::vector<RouteList::Route>& routes, const std::vector<RouteList::Rules>& rules)
{
    JsonLine json;
    json.open('{');
    json.open("rules", '[');
    for (const RouteList::Rules& each : rules) {
        json.open('[');
        for (const Sentence& rule : each)
            json.addSentence(rule);
        json.close(']');
    }
    json.close(']');
    json.open("routes", '[');
    for (const RouteList::Route& route : routes) {
        json.open('{');
        json.add("id", route.id);
        if (route.isOff)
            json.add("off", true);
        json.add("rules", route.rules);
        json.close('}');
    }
    json.close(']');
    json.close('}');
    return json.take();
}

RouteList::Rules rulesIn(const Json& json)
{
    RouteList::Rules rules;
    for (const Json& rule : json)
        if (Sentence sentence = json::sentenceIn(rule); !sentence.isEmpty())
            rules.push_back(std::move(sentence));
    return rules;
}

} // namespace

RouteList::RouteList(std::vector<Route> routes, std::vector<Rules> rules)
    : SharedText(jsonOf(routes, rules))
    , m_routes(std::move(routes))
    , m_rules(std::move(rules))
{
    if (m_rules.empty())
        m_rules.emplace_back();
}

const RouteList::Rules& RouteList::rulesOf(std::string_view id) const
{
    const auto route = std::ranges::find(m_routes, id, &Route::id);
    const std::size_t rules = id.empty() || route == m_routes.end() ? 0 : route->rules;
    return m_rules[rules < m_rules.size() ? rules : 0];
}

std::shared_ptr<const RouteList> RouteList::fromText(std::string_view text)
{
    std::vector<Route> routes;
    std::vector<Rules> rules;
    if (const auto json = parseJson(text)) {
        for (const Json& each : json::listOf(*json, "rules"))
            if (each.is_array())
                rules.push_back(rulesIn(each));
        for (const Json& row : json::listOf(*json, "routes"))
            if (row.is_object()) {
                const auto own = static_cast<std::size_t>(std::max<std::int64_t>(json::integerOf(row, "rules").value_or(0), 0));
                routes.push_back({json::textOf(row, "id"), json::isTrue(row, "off"), own});
            }
    }
    return std::make_shared<const RouteList>(std::move(routes), std::move(rules));
}

} // namespace gateway::usage
