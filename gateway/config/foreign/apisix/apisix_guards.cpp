#include "apisix_guards.h"

#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <array>
#include <string>

namespace gateway::config::foreign {

namespace {

// Sources: apache/apisix: apisix/plugins (names), docs/en/latest/plugins/ (what each does).

/// Plugins that only change, count, log or cache.
constexpr std::array<std::string_view, 58> kHarmless{"ai", "ai-proxy", "ai-proxy-multi", "ai-prompt-decorator",
    "ai-prompt-template", "ai-rag", "ai-request-rewrite", "ai-cache", "attach-consumer-label", "api-breaker",
    "body-transformer", "brotli", "clickhouse-logger", "cors", "datadog", "elasticsearch-logger", "error-log-logger",
    "error-page", "exit-transformer", "file-logger", "gm", "google-cloud-logging", "grpc-web", "gzip", "http-logger",
    "inspect", "kafka-logger", "lago", "log-rotate", "loggly", "loki-logger", "node-status", "ocsp-stapling",
    "opentelemetry", "prometheus", "proxy-buffering", "proxy-cache", "proxy-control", "proxy-mirror", "proxy-rewrite",
    "real-ip", "request-id", "response-rewrite", "rocketmq-logger", "server-info", "skywalking", "skywalking-logger",
    "sls-logger", "splunk-hec-logging", "syslog", "tcp-logger", "tencent-cloud-cls", "traffic-label", "traffic-split",
    "udp-logger", "zipkin", "graphql-proxy-cache", "google-cloud-logger"};

constexpr std::array<std::string_view, 5> kSignIns{
    "wolf-rbac", "jwe-decrypt", "openid-connect", "authz-casdoor", "authz-keycloak"};

template <std::size_t Count> bool holds(const std::array<std::string_view, Count>& names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

} // namespace

bool isApisixGuard(std::string_view plugin) { return !holds(kHarmless, plugin); }

bool isApisixSignIn(std::string_view plugin)
{
    const std::string name = asciiLower(plugin);
    return holds(kSignIns, name) || name.ends_with("-auth") || name.ends_with("-auth-advanced");
}

bool isApisixConsumerGuard(std::string_view plugin) { return isApisixGuard(plugin) && !isApisixSignIn(plugin); }

} // namespace gateway::config::foreign
