#include "higress_export.h"

#include "gateway/config/foreign/reading/imported_keys.h"
#include "gateway/config/foreign/reading/match_regex.h"
#include "gateway/config/foreign/reading/status_classes.h"
#include "higress_provider_export.h"
#include "higress_shape.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace gateway::config::foreign {

namespace {


using Kind = TextMatch::Kind;
using Targets = std::vector<const TargetSettings*>;

/// The targets with enabled providers, grouped by priority, highest first.
std::vector<Targets> tiersOf(const RouteSettings& route, const Settings& settings)
{
    std::map<int, Targets, std::greater<>> byPriority;
    for (const TargetSettings& target : route.targets)
        if (const ProviderSettings* provider = settings.provider(target.provider); provider && provider->enabled)
            byPriority[target.priority].push_back(&target);
    std::vector<Targets> tiers;
    tiers.reserve(byPriority.size());
    for (auto& [priority, targets] : byPriority)
        tiers.push_back(std::move(targets));
    return tiers;
}

/// Shares of 100: each rounded down, and the remainder distributed to those that lost most.
std::vector<int> sharesOf(const Targets& targets)
{
    std::int64_t sum = 0;
    for (const TargetSettings* target : targets)
        sum += target->weight;
    const auto weightOf = [&](std::size_t i) { return sum == 0 ? std::int64_t{1} : std::int64_t{targets[i]->weight}; };
    const std::int64_t whole = sum == 0 ? static_cast<std::int64_t>(targets.size()) : sum;
    std::vector<int> shares;
    std::vector<std::size_t> order(targets.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = 0; i < targets.size(); ++i)
        shares.push_back(static_cast<int>(weightOf(i) * kWhole / whole));
    std::stable_sort(order.begin(), order.end(),
        [&](std::size_t a, std::size_t b) { return weightOf(a) * kWhole % whole > weightOf(b) * kWhole % whole; });
    int left = kWhole - std::accumulate(shares.begin(), shares.end(), 0);
    for (std::size_t i = 0; left > 0; ++i, --left)
        ++shares[order[i % order.size()]];
    return shares;
}

bool isExact(const Targets& targets, const std::vector<int>& shares)
{
    std::int64_t sum = 0;
    for (const TargetSettings* target : targets)
        sum += target->weight;
    for (std::size_t i = 0; i < targets.size(); ++i)
        if (std::int64_t{targets[i]->weight} * kWhole != sum * shares[i])
            return false;
    return true;
}

Json writeUpstreams(const Targets& targets, const RouteSettings& route, const std::string& path, ExportLog& log)
{
    const auto shares = sharesOf(targets);
    if (!isExact(targets, shares))
        log.note(path + ".targets", "Higress rounds weights to whole percentages, which changes the distribution");
    Json upstreams = Json::array();
    for (std::size_t i = 0; i < targets.size(); ++i) {
        const TargetSettings& target = *targets[i];
        Json upstream{{"provider", target.provider}, {"weight", shares[i]}, {"modelMapping", Json::object()}};
        if (target.model)
            upstream["modelMapping"]["*"] = *target.model;
        upstreams.push_back(std::move(upstream));
        const auto place = std::find_if(
            route.targets.begin(), route.targets.end(), [&](const auto& each) { return &each == &target; });
        std::string at = path + ".targets[";
        at.append(std::to_string(place - route.targets.begin())).append("].parameters");
        log.lost(at, !target.parameters.isEmpty(), "in Higress, parameters belong to the provider");
    }
    return upstreams;
}

Json writeFallback(
    const std::vector<Targets>& tiers, const RouteSettings& route, const std::string& path, ExportLog& log)
{
    const FallbackSettings& fallback = route.fallback;
    const bool retries = fallback.retries > 0;
    Json codes = Json::array();
    if (hasClientErrors(fallback) || (hasSomeClientErrors(fallback) && !retries))
        codes.push_back("4xx");
    if (hasServerErrors(fallback))
        codes.push_back("5xx");
    log.lost(path + ".targets", tiers.size() > 2,
        "Higress has no second fallback level; only the first two priorities are exported");
    if (tiers.size() < 2 || codes.empty()) {
        log.lost(path + ".fallback", tiers.size() < 2 && !codes.empty() && !retries && route.targets.size() > 1,
            "Higress does not try other upstreams of a route");
        log.lost(path + ".fallback", tiers.size() > 1, "no status triggers it");
        return {{"enabled", false}};
    }
    if (hasSomeClientErrors(fallback) && !hasClientErrors(fallback))
        log.note(path + ".fallback.on",
            retries ? "in Higress, 4xx failures are only retried"
                    : "in Higress, every 4xx triggers the fallback, including client errors");
    Json upstreams = writeUpstreams(tiers[1], route, path, log);
    return {{"enabled", true}, {"fallbackStrategy", upstreams.size() == 1 ? "SEQ" : "RAND"},
        {"responseCodes", std::move(codes)}, {"upstreams", std::move(upstreams)}};
}

std::optional<Json> writePredicate(const TextMatch& match, bool hasRegex)
{
    TextMatch plain;
    if (isIgnoringCase(match, plain))
        return Json{{"matchType", plain.kind == Kind::Exact ? "EQUAL" : "PRE"}, {"matchValue", plain.text},
            {"caseSensitive", false}};
    if (match.kind == Kind::Exact || match.kind == Kind::Prefix)
        return Json{{"matchType", match.kind == Kind::Exact ? "EQUAL" : "PRE"}, {"matchValue", match.text},
            {"caseSensitive", true}};
    if (!hasRegex)
        return std::nullopt;
    return Json{{"matchType", "REGULAR"}, {"matchValue", wholeRegexOf(match)}, {"caseSensitive", true}};
}

Json writeNamed(const std::vector<NamedGroup>& alternatives, const std::string& path, ExportLog& log)
{
    Json list = Json::array();
    for (const NamedGroup& group : alternatives)
        for (const NamedMatch& part : group.all) {
            Json predicate = writePredicate(part.match, true).value_or(Json::object());
            predicate["key"] = part.name;
            list.push_back(std::move(predicate));
        }
    if (alternatives.size() > 1)
        log.note(path, "in Signalbox one match is enough; in Higress all must match", "create one route for each");
    return list;
}

void writeMatch(Json& node, const MatchSettings& match, const std::string& path, ExportLog& log)
{
    node["domains"] = match.domains;
    const auto isPrefix = [](const TextMatch& each) {
        const auto predicate = writePredicate(each, false);
        return predicate && (*predicate)["matchType"] == "PRE";
    };
    if (match.paths.size() == 1 && isPrefix(match.paths.front()))
        node["pathPredicate"] = *writePredicate(match.paths.front(), false);
    else
        log.lost(path + ".paths", !match.paths.empty(), "a Higress route has one path, a prefix");
    node["headerPredicates"] = writeNamed(match.headers, path + ".headers", log);
    node["urlParamPredicates"] = writeNamed(match.query, path + ".query", log);
    Json models = Json::array();
    for (const TextMatch& model : match.models)
        if (auto predicate = writePredicate(model, false))
            models.push_back(std::move(*predicate));
        else
            log.note(path + ".models",
                "Higress supports exact model names and prefixes; suffixes and expressions are not exported");
    node["modelPredicates"] = std::move(models);
    log.lost(path + ".methods", !match.methods.empty(), "Higress routes do not match methods");
    log.lost(path + ".consumers", !match.consumers.empty(), "Higress allows consumers on routes, but does not select routes by consumer");
}

Json writeRoute(const ExportSource& source, std::size_t index, ExportLog& log)
{
    const RouteSettings& route = source.settings.routes[index];
    const std::string path = routePath(index);
    Json node{{"name", route.id}};
    writeMatch(node, route.match, path + ".match", log);
    const auto tiers = tiersOf(route, source.settings);
    node["upstreams"] = tiers.empty() ? Json::array() : writeUpstreams(tiers.front(), route, path, log);
    node["fallbackConfig"] = writeFallback(tiers, route, path, log);
    node["authConfig"] = {{"enabled", !route.consumers.empty()}, {"allowedConsumers", route.consumers}};
    log.lost(path + ".balancer.cache_aware", route.balancer.cacheAware.has_value(), "Higress does not consider prompt caches");
    log.lost(path + ".balancer", route.balancer.algorithm != "roundrobin", "Higress chooses targets by weight");
    log.lost(path + ".fallback.max_attempts", route.fallback.maxAttempts != FallbackSettings().maxAttempts,
        "Higress has one fallback");
    log.lost(path + ".fallback.retry_on_failure_within_ms", route.fallback.retryOnFailureWithin_ms.has_value(),
        "Higress has no such limit");
    noteOwnOfRoute(route, path, log);
    return node;
}

/// The route with the most retries among the enabled ones with the provider as a target.
const RouteSettings* retryingRoute(const ExportSource& source, const std::string& provider)
{
    const RouteSettings* most = nullptr;
    for (const std::size_t index : source.routes) {
        const RouteSettings& route = source.settings.routes[index];
        const bool uses = std::any_of(
            route.targets.begin(), route.targets.end(), [&](const auto& each) { return each.provider == provider; });
        if (route.enabled && uses && (!most || route.fallback.retries > most->fallback.retries))
            most = &route;
    }
    return most;
}

Json writeConsumers(const ExportSource& source, ExportLog& log)
{
    Json consumers = Json::array();
    for (std::size_t i = 0; i < source.settings.consumers.size(); ++i) {
        const ConsumerSettings& consumer = source.settings.consumers[i];
        const std::string path = "consumers[" + std::to_string(i) + ']';
        log.lost(path, !consumer.enabled, "it is disabled, and consumers cannot be disabled there");
        if (!consumer.enabled)
            continue;
        noteOwnOfConsumer(consumer, path, log);
        Json values = Json::array();
        for (const ConsumerKey& key : consumer.keys)
            if (key.enabled)
                values.push_back(placeholderOf(key));
        Json credentials = Json::array();
        if (!values.empty())
            credentials.push_back({{"type", "key-auth"}, {"source", "BEARER"}, {"values", std::move(values)}});
        consumers.push_back({{"name", consumer.name}, {"credentials", std::move(credentials)}});
    }
    return consumers;
}

} // namespace

Json exportHigress(const ExportSource& source, ExportLog& log)
{
    Json providers = Json::array();
    const bool all = source.routes.size() == source.settings.routes.size();
    const auto used = providersOf(source);
    for (std::size_t i = 0; i < source.settings.providers.size(); ++i) {
        if (!all && std::find(used.begin(), used.end(), i) == used.end())
            continue;
        const ProviderSettings& provider = source.settings.providers[i];
        if (!provider.enabled) {
            log.note(providerPath(i) + ".enabled", "is not exported: Higress providers cannot be disabled");
            continue;
        }
        providers.push_back(writeHigressProvider(
            provider, providerPath(i), addressOf(source, provider), retryingRoute(source, provider.id), log));
    }
    Json routes = Json::array();
    for (const std::size_t index : source.routes) {
        if (!source.settings.routes[index].enabled) { // if enabled, it would accept more requests
            log.note(routePath(index) + ".enabled", "is not exported: Higress routes cannot be disabled");
            continue;
        }
        Json route = writeRoute(source, index, log);
        if (route["upstreams"].empty())
            log.note(routePath(index), "is not exported: no target is left");
        else
            routes.push_back(std::move(route));
    }
    Json document{{"providers", std::move(providers)}, {"routes", std::move(routes)}};
    if (Json consumers = writeConsumers(source, log); !consumers.empty())
        document["consumers"] = std::move(consumers);
    return document;
}

} // namespace gateway::config::foreign
