#include "apisix_export.h"

#include "apisix_instance_export.h"
#include "apisix_shape.h"
#include "apisix_vars.h"
#include "gateway/config/foreign/reading/imported_keys.h"
#include "gateway/config/foreign/reading/status_classes.h"

#include <algorithm>
#include <set>

namespace gateway::config::foreign {

namespace {

constexpr int kKeyRejected = 401;
constexpr int kBalanceGone = 402;
constexpr int kForbidden = 403;
constexpr int kModelMissing = 404;

/// Null if it is disabled, unless the route is disabled as well.
const ProviderSettings* usableProvider(const ExportSource& source, const RouteSettings& route, const TargetSettings& target)
{
    const ProviderSettings* provider = source.settings.provider(target.provider);
    return provider && (provider->enabled || !route.enabled) ? provider : nullptr;
}

std::size_t indexOf(const ExportSource& source, const ProviderSettings& provider)
{
    return static_cast<std::size_t>(&provider - source.settings.providers.data());
}

Json writeInstances(const ExportSource& source, const RouteSettings& route, const std::string& path, ExportLog& log)
{
    Json instances = Json::array();
    std::set<std::string> names;
    for (std::size_t i = 0; i < route.targets.size(); ++i) {
        const TargetSettings& target = route.targets[i];
        const std::string at = path + ".targets[" + std::to_string(i) + ']';
        const ProviderSettings* provider = usableProvider(source, route, target);
        if (!provider) {
            log.note(at, "is not exported: its provider is disabled");
            continue;
        }
        std::string name = target.provider;
        for (int n = 2; !names.insert(name).second; ++n)
            name = target.provider + '-' + std::to_string(n);
        const ApisixTarget from{
            target, *provider, at, providerPath(indexOf(source, *provider)), addressOf(source, *provider)};
        instances.push_back(writeApisixInstance(from, name, log));
    }
    return instances;
}

/// One timeout for everything: the longest, so that nothing ends earlier than here.
void writeConnection(Json& plugin, const ExportSource& source, const RouteSettings& route, ExportLog& log)
{
    const ProviderSettings* first = nullptr;
    for (const TargetSettings& target : route.targets) {
        const ProviderSettings* provider = usableProvider(source, route, target);
        if (!first)
            first = provider;
        else if (provider
            && (provider->timeouts != first->timeouts || provider->keepAlive != first->keepAlive
                || provider->sslVerify != first->sslVerify))
            log.note(providerPath(indexOf(source, *provider)) + ".timeouts",
                "APISIX applies timeouts, keepalive and ssl_verify of the first provider to all instances of the route");
    }
    if (!first)
        return;
    const std::string path = providerPath(indexOf(source, *first));
    const TimeoutSettings& times = first->timeouts;
    const int longest = std::max({times.connect_ms, times.firstByte_ms, times.idle_ms, times.total_ms});
    if (times != TimeoutSettings{longest, longest, longest, longest} || longest > kMaxTimeout_ms)
        log.note(path + ".timeouts", "APISIX has one timeout of at most 600000 ms: the longest one is exported");
    plugin["timeout"] = std::min(longest, kMaxTimeout_ms);
    plugin["keepalive"] = first->keepAlive.enabled;
    plugin["keepalive_timeout"] = std::max(first->keepAlive.idle_ms, kLeastIdle_ms);
    plugin["keepalive_pool"] = std::max(first->keepAlive.pool, 1);
    plugin["ssl_verify"] = first->sslVerify;
}

void writeBalancer(Json& plugin, const BalancerSettings& balancer, const std::string& path, ExportLog& log)
{
    if (balancer.algorithm == "chash")
        plugin["balancer"] = {{"algorithm", "chash"}, {"hash_on", balancer.hashOn}, {"key", balancer.key}};
    else if (balancer.algorithm != "roundrobin")
        log.note(path + ".balancer.algorithm", "is exported as roundrobin: APISIX supports only roundrobin and chash");
    log.lost(path + ".balancer.cache_aware", balancer.cacheAware.has_value(), "APISIX does not consider prompt caches");
}

void addStatus(Json& statuses, int status)
{
    if (std::find(statuses.begin(), statuses.end(), status) == statuses.end())
        statuses.push_back(status);
}

Json writeStatuses(const FallbackSettings& fallback)
{
    Json statuses = Json::array();
    for (const int status : fallback.statuses)
        addStatus(statuses, status);
    if (has(fallback, FailureClass::KeyRejected)) {
        addStatus(statuses, kKeyRejected);
        addStatus(statuses, kForbidden);
    }
    if (has(fallback, FailureClass::BalanceGone))
        addStatus(statuses, kBalanceGone);
    if (has(fallback, FailureClass::ModelMissing))
        addStatus(statuses, kModelMissing);
    return statuses;
}

void writeFallback(Json& plugin, const RouteSettings& route, const std::string& path, ExportLog& log)
{
    const FallbackSettings& fallback = route.fallback;
    Json strategy = Json::array();
    if (has(fallback, FailureClass::RateLimited))
        strategy.push_back("http_429");
    if (hasServerErrors(fallback))
        strategy.push_back("http_5xx");
    if (!strategy.empty())
        plugin["fallback_strategy"] = std::move(strategy);
    if (Json statuses = writeStatuses(fallback); !statuses.empty())
        plugin["fallback_http_statuses"] = std::move(statuses);
    const int usual = std::max(FallbackSettings().maxAttempts, static_cast<int>(route.targets.size()));
    if (fallback.maxAttempts != usual)
        plugin["max_retries"] = fallback.maxAttempts - 1;
    if (fallback.retryOnFailureWithin_ms)
        plugin["retry_on_failure_within_ms"] = *fallback.retryOnFailureWithin_ms;
    for (const FailureClass failure :
        {FailureClass::ContextTooLong, FailureClass::ContentFiltered, FailureClass::EmptyAnswer})
        log.lost(path + ".fallback.on", has(fallback, failure),
            "APISIX identifies failures by status, and " + std::string(toText(failure)) + " has none");
    log.lost(path + ".fallback.retries", fallback.retries > 0, "in APISIX, a retry uses the next instance");
}

void writePaths(Json& node, const MatchSettings& match)
{
    Json uris = Json::array();
    const bool plain = std::all_of(match.paths.begin(), match.paths.end(), isPlainPath);
    if (plain)
        for (const TextMatch& path : match.paths)
            uris.push_back(path.text + (path.kind == TextMatch::Kind::Prefix ? "*" : ""));
    if (uris.size() > 1)
        node["uris"] = std::move(uris);
    else
        node["uri"] = uris.empty() ? Json("/*") : uris.front();
}

void writeMatch(Json& node, const MatchSettings& match)
{
    writePaths(node, match);
    if (!match.domains.empty())
        node["hosts"] = match.domains;
    if (!match.methods.empty())
        node["methods"] = match.methods;
    if (Json vars = writeVars(match); !vars.is_null())
        node["vars"] = std::move(vars);
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
        Json node{{"username", consumer.name}};
        if (!consumer.keys.empty())
            node["plugins"]["key-auth"]["key"] = placeholderOf(consumer.keys.front());
        log.lost(path + ".keys", consumer.keys.size() > 1, "a consumer has only one key there; the first one is exported");
        consumers.push_back(std::move(node));
    }
    return consumers;
}

bool haveKeys(const Json& consumers)
{
    return std::any_of(consumers.begin(), consumers.end(), [](const Json& each) { return each.contains("plugins"); });
}

Json writeRoute(const ExportSource& source, std::size_t index, bool withKeys, ExportLog& log)
{
    const RouteSettings& route = source.settings.routes[index];
    const std::string path = routePath(index);
    Json node{{"id", route.id}, {"name", route.id}, {"status", route.enabled ? 1 : 0},
        {"priority", static_cast<int>(source.settings.routes.size() - index)}};
    writeMatch(node, route.match);
    Json plugin = Json::object();
    writeBalancer(plugin, route.balancer, path, log);
    plugin["instances"] = writeInstances(source, route, path, log);
    writeFallback(plugin, route, path, log);
    writeConnection(plugin, source, route, log);
    if (plugin["instances"].empty())
        log.note(path, "is not exported: no target is left");
    node["plugins"]["ai-proxy-multi"] = std::move(plugin);
    if (!route.consumers.empty()) {
        if (withKeys)
            node["plugins"]["key-auth"] = Json::object();
        node["plugins"]["consumer-restriction"] = {{"whitelist", route.consumers}};
    }
    noteOwnOfRoute(route, path, log);
    return node;
}

} // namespace

Json exportApisix(const ExportSource& source, ExportLog& log)
{
    Json consumers = writeConsumers(source, log);
    Json routes = Json::array();
    for (const std::size_t index : source.routes)
        if (Json route = writeRoute(source, index, haveKeys(consumers), log);
            !route["plugins"]["ai-proxy-multi"]["instances"].empty())
            routes.push_back(std::move(route));
    if (routes.size() > 1)
        log.note("routes",
            "APISIX always matches exact paths before prefixes and long prefixes before short ones",
            "the order of routes with the same path is exported as their priority");
    Json document{{"routes", std::move(routes)}};
    if (!consumers.empty())
        document["consumers"] = std::move(consumers);
    return document;
}

} // namespace gateway::config::foreign
