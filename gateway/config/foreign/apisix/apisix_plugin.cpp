#include "apisix_plugin.h"

#include "apisix_shape.h"

#include "gateway/config/foreign/reading/status_classes.h"

#include <algorithm>

namespace gateway::config::foreign {

namespace {

// Sources: apache/apisix: docs/en/latest/plugins/ai-proxy-multi.md, apisix/plugins/ai-proxy/schema.lua.

constexpr int kUsualTimeout_ms = 30000;
constexpr int kDay_ms = 24 * 3600 * 1000;
constexpr int kHour_ms = 3600 * 1000;
constexpr int kMaxPool = 1000;
constexpr int kMaxAttempts = 100;
constexpr int kMaxRetries = 1000000;

ApisixConnection readConnection(ForeignObject& plugin, bool older)
{
    ApisixConnection connection;
    const auto given = plugin.whole("timeout", 1, kMaxTimeout_ms);
    const int timeout_ms = static_cast<int>(given.value_or(kUsualTimeout_ms));
    if (older && !given)
        plugin.log().note(plugin.pathOf("timeout"), "had a default of 3 s in older versions; the current default of 30 s is used",
            "set the providers' timeouts");
    connection.timeouts = {timeout_ms, timeout_ms, timeout_ms, timeout_ms};
    connection.keepAlive.enabled = plugin.flag("keepalive").value_or(true);
    connection.keepAlive.idle_ms = static_cast<int>(
        plugin.whole("keepalive_timeout", kLeastIdle_ms, kDay_ms).value_or(connection.keepAlive.idle_ms));
    connection.keepAlive.pool =
        static_cast<int>(plugin.whole("keepalive_pool", 1, kMaxPool).value_or(connection.keepAlive.pool));
    connection.sslVerify = plugin.flag("ssl_verify").value_or(true);
    return connection;
}

void readBalancer(ForeignObject balancer, BalancerSettings& settings)
{
    const std::string algorithm = balancer.text("algorithm").value_or("roundrobin");
    const auto hashOn = balancer.text("hash_on");
    const auto key = balancer.text("key");
    balancer.dropRest();
    if (algorithm != "chash") {
        if (algorithm != "roundrobin")
            balancer.log().note(balancer.pathOf("algorithm"),
                "is imported as roundrobin: targets are not chosen by the content of a request",
                "choose another balancer.algorithm, or use routes with match.traits");
        return;
    }
    settings.algorithm = algorithm;
    settings.hashOn = hashOn.value_or("vars");
    settings.key = key.value_or(settings.hashOn == "consumer" ? "consumer_name" : "remote_addr");
}

void addStrategy(const std::string& word, const std::string& path, FallbackSettings& fallback, ImportLog& log)
{
    if (word == "http_429") {
        addFailure(fallback, FailureClass::RateLimited);
    } else if (word == "http_5xx") {
        addServerErrors(fallback);
    } else if (word == "rate_limiting" || word == "instance_health_and_rate_limiting") {
        addFailure(fallback, FailureClass::RateLimited);
        log.note(path, "refers to limits of ai-rate-limiting in APISIX; in Signalbox it means status 429 from the upstream",
            "the cooldown then lasts as long as the target reports");
    } else {
        log.error(path, "must be instance_health_and_rate_limiting, rate_limiting, http_429 or http_5xx");
    }
}

void readFallback(ForeignObject& plugin, std::size_t targets, FallbackSettings& fallback)
{
    fallback.on.clear();
    const std::string at = plugin.pathOf("fallback_strategy");
    const Json* strategy = plugin.take("fallback_strategy");
    if (strategy && strategy->is_string())
        addStrategy(*plugin.text("fallback_strategy"), at, fallback, plugin.log());
    else if (strategy)
        for (const std::string& word : plugin.texts("fallback_strategy"))
            addStrategy(word, at, fallback, plugin.log());
    if (const Json* statuses = plugin.take("fallback_http_statuses"))
        for (const Json& status : *statuses) {
            if (status.is_number_integer() && status >= 400 && status <= 599)
                fallback.statuses.push_back(status.get<int>());
            else
                plugin.log().error(plugin.pathOf("fallback_http_statuses"), "must contain numbers from 400 to 599");
        }
    const auto retries = plugin.whole("max_retries", 0, kMaxRetries);
    const int usual = FallbackSettings().maxAttempts;
    const auto wanted = retries
        ? *retries + 1
        : static_cast<std::int64_t>(std::max<std::size_t>(targets, static_cast<std::size_t>(usual)));
    fallback.maxAttempts = static_cast<int>(std::min<std::int64_t>(wanted, kMaxAttempts));
    if (const auto within = plugin.whole("retry_on_failure_within_ms", 1, kHour_ms))
        fallback.retryOnFailureWithin_ms = static_cast<int>(*within);
}

} // namespace

void readApisixPlugin(ForeignObject plugin, ApisixInstances& instances, RouteSettings& route)
{
    const bool isSingle = plugin.has("provider") || (plugin.has("model") && !plugin.has("providers"));
    const bool older = plugin.has("providers") || plugin.has("model");
    const ApisixConnection connection = readConnection(plugin, older);
    if (isSingle) {
        ForeignObject instance = plugin;
        instance.ignore({"logging", "max_req_body_size", "max_stream_duration_ms", "max_response_bytes",
            "streaming_flush_interval_ms", "passthrough", "route_type", "logging_summaries"});
        if (const auto target = instances.read(instance, connection))
            route.targets.push_back(*target);
        plugin.ignore({"provider", "model", "auth", "options", "override", "provider_conf"});
    } else {
        const char* list = plugin.has("instances") ? "instances" : "providers";
        for (ForeignObject& instance : plugin.objects(list))
            if (const auto target = instances.read(instance, connection))
                route.targets.push_back(*target);
        if (route.targets.empty())
            plugin.log().error(plugin.pathOf(list), "must be an array with at least one entry");
    }
    readBalancer(plugin.object("balancer"), route.balancer);
    readFallback(plugin, route.targets.size(), route.fallback);
    plugin.drop("passthrough", "answers are always sent to the client, unchanged if both use the same protocol");
    plugin.drop("route_type", "answers are always sent to the client, unchanged if both use the same protocol");
    plugin.drop("logging", "every request is recorded in the ledger, without prompts and answers");
    plugin.drop("max_req_body_size", "Signalbox has one limit for all routes", "set listen.max_body_bytes");
    plugin.drop("max_stream_duration_ms", "streams have no total limit", "timeouts.idle_ms ends a stalled stream");
    plugin.drop("max_response_bytes", "answers are not limited in size");
    plugin.drop("streaming_flush_interval_ms", "each event is forwarded immediately");
    plugin.drop("semantic_opts", "targets are not chosen by the content of a request");
    plugin.dropRest();
}

} // namespace gateway::config::foreign
