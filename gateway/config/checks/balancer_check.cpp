#include "balancer_check.h"

#include "gateway/config/fields/text_rules.h"
#include "gateway/core/text/ascii.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <string_view>

namespace gateway::config {

namespace {

constexpr const char* kVariables = QT_TRANSLATE_NOOP("Configuration", "http_NAME, arg_NAME, cookie_NAME, remote_addr, host, uri, request_uri, args, query_string, request_method, scheme, consumer_name or model");

// The variables known to routing::hashKey(); all others are empty, so that all requests would go to one target.
bool isVariable(std::string_view name)
{
    constexpr std::array<std::string_view, 3> kBegins{"http_", "arg_", "cookie_"};
    constexpr std::array<std::string_view, 10> kNames{"remote_addr", "host", "uri", "request_uri", "args",
        "query_string", "request_method", "scheme", "consumer_name", "model"};
    return std::ranges::any_of(kBegins, [&](std::string_view begin) {
        return name.starts_with(begin) && name.size() > begin.size();
    }) || std::ranges::find(kNames, name) != kNames.end();
}

bool isOfName(char c) { return c == '_' || (c >= '0' && c <= '9') || (asciiLower(c) >= 'a' && asciiLower(c) <= 'z'); }

/// Whether there is at least one of "$name" and "${name}", and each is a variable.
bool isCombination(std::string_view text)
{
    bool hasOne = false;
    for (std::size_t dollar = text.find('$'); dollar != text.npos; dollar = text.find('$')) {
        text.remove_prefix(dollar + 1);
        text.remove_prefix(text.starts_with('{') ? 1 : 0);
        const auto end = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), isOfName) - text.begin());
        if (!isVariable(text.substr(0, end)))
            return false;
        hasOne = true;
    }
    return hasOne;
}

/// What would be valid; empty if `balancer.key` is.
Sentence keyProblem(const BalancerSettings& balancer)
{
    const bool isToken = rules::kToken.problem(balancer.key).isEmpty();
    if (balancer.hashOn == "header" && !isToken)
        return QT_TRANSLATE_NOOP("Configuration", "must be the name of a header because hash_on is \"header\"");
    if (balancer.hashOn == "cookie" && !isToken)
        return QT_TRANSLATE_NOOP("Configuration", "must be the name of a cookie because hash_on is \"cookie\"");
    if (balancer.hashOn == "vars" && !isVariable(balancer.key))
        return {QT_TRANSLATE_NOOP("Configuration", "must be a variable because hash_on is \"vars\": %1"), {Sentence::of(kVariables)}};
    if (balancer.hashOn == "vars_combinations" && !isCombination(balancer.key))
        return {QT_TRANSLATE_NOOP("Configuration", "must be text with $variables, such as \"$host$uri\", because hash_on is \"vars_combinations\": %1"), {Sentence::of(kVariables)}};
    return {};
}

} // namespace

void checkBalancer(const RouteSettings& route, const Mistakes& mistakes, const Place& place)
{
    if (route.balancer.algorithm == "chash" && !mistakes.touch(place.field("balancer").path()))
        if (const Sentence problem = keyProblem(route.balancer); !problem.isEmpty())
            place.field("balancer").field("key").error(problem);
    if (!route.targets.empty()
        && std::ranges::all_of(route.targets, [](const TargetSettings& each) { return each.weight == 0; }))
        place.field("targets").warning(QT_TRANSLATE_NOOP("Configuration", "all have weight 0, so none of them is ever used; set a weight above 0 for at least one"));
}

} // namespace gateway::config
