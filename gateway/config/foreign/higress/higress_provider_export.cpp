#include "higress_provider_export.h"

#include "gateway/config/foreign/reading/provider_types.h"
#include "gateway/config/foreign/reading/secret_placeholder.h"
#include "gateway/config/foreign/reading/status_classes.h"
#include "higress_provider.h"

#include <QUrl>

namespace gateway::config::foreign {

namespace {

void writeKeys(Json& node, const ProviderSettings& provider, const std::string& path, ExportLog& log)
{
    Json tokens = Json::array();
    for (const ProviderKey& key : provider.keys) {
        log.lost(path + ".keys", !key.enabled, "Higress keys cannot be disabled");
        log.lost(path + ".keys", key.weight != 1, "Higress keys have no weights");
        if (key.enabled)
            tokens.push_back(placeholder(key.secret));
    }
    if (tokens.empty())
        return;
    log.note(path + ".keys", "keys are never exported: references are written instead", "enter the keys");
    if (provider.type == "vertex") {
        node["rawConfigs"]["vertexAuthKey"] = tokens.front();
    } else if (provider.type == "bedrock") {
        node["rawConfigs"]["awsAccessKey"] = tokens.front();
        node["rawConfigs"]["awsSecretKey"] = tokens.front();
    } else {
        node["tokens"] = std::move(tokens);
    }
}

void writeFailover(Json& node, const KeyFailoverSettings& failover, const std::string& path, ExportLog& log)
{
    const KeyFailoverSettings usual;
    log.lost(path + ".window_ms", failover.window_ms != usual.window_ms, "only consecutive failures count there");
    if (failover.mode != "active" && failover.enabled)
        return log.lost(path, failover != usual, "keys are used again only after active health checks");
    Json& block = node["tokenFailoverConfig"];
    block = {{"enabled", failover.enabled}, {"failureThreshold", failover.failureThreshold},
        {"successThreshold", failover.successThreshold}, {"healthCheckInterval", failover.checkInterval_ms},
        {"healthCheckTimeout", failover.checkTimeout_ms}};
    if (failover.checkModel)
        block["healthCheckModel"] = *failover.checkModel;
    else if (failover.enabled)
        log.note(path + ".check_model", "is required by Higress", "set healthCheckModel");
}

void writeDomain(Json& raw, const std::string& address)
{
    const QUrl url(QString::fromStdString(address));
    const int port = url.port();
    raw["providerDomain"] = url.host().toStdString() + (port > 0 ? ':' + std::to_string(port) : "");
    if (const std::string base = url.path().toStdString(); !base.empty() && base != "/")
        raw["providerBasePath"] = base;
}

void writeOllama(Json& node, const std::string& address, const std::string& path, ExportLog& log)
{
    constexpr int kUsualPort = 80;
    const QUrl url(QString::fromStdString(address));
    node["rawConfigs"]["ollamaServerHost"] = url.host().toStdString();
    node["rawConfigs"]["ollamaServerPort"] = url.port(kUsualPort);
    const std::string base = url.path().toStdString();
    log.lost(path + ".base_url", !base.empty() && base != "/" && base != "/v1" && base != "/v1/",
        "in Higress, the path is always /v1/chat/completions");
    log.lost(path + ".base_url", url.hasQuery(), "Higress has no query");
    log.lost(path + ".base_url", address.starts_with("https:"), "Higress does not use TLS for such a server");
}

void writeAddress(Json& node, const ProviderSettings& provider, const ProviderAddress& found, const std::string& path,
    ExportLog& log)
{
    const std::string& address = found.base;
    const bool isAny = node["type"] == "openai" && provider.type != "openai";
    if (address.empty() && (isAny || provider.type.starts_with("azure")))
        return log.note(path + ".base_url", "the address of this provider is unknown", "set it in rawConfigs");
    if (isAny || (provider.type == "openai" && provider.baseUrl)) {
        node["rawConfigs"]["openaiCustomUrl"] = found.endpoint;
    } else if (provider.type.starts_with("azure")) {
        node["rawConfigs"]["azureServiceUrl"] = found.endpoint;
    } else if (provider.type == "vllm" && provider.baseUrl) {
        node["rawConfigs"]["vllmCustomUrl"] = found.endpoint;
    } else if (provider.type == "ollama" && provider.baseUrl) {
        writeOllama(node, address, path, log);
    } else if (provider.baseUrl) {
        writeDomain(node["rawConfigs"], address);
        log.lost(path + ".base_url", provider.baseUrl->starts_with("http:"), "Higress uses TLS for the domain");
        log.lost(path + ".base_url", address.find('?') != std::string::npos, "Higress has no query");
    }
}

void writeSettings(Json& node, const ProviderSettings& provider, const std::string& path, ExportLog& log)
{
    for (const auto& [name, value] : provider.settings) {
        if (name == "account_id" && provider.type == "cloudflare")
            node["rawConfigs"]["cloudflareAccountId"] = value;
        else if (name == "project" && provider.type == "vertex")
            node["rawConfigs"]["vertexProjectId"] = value;
        else if (name == "region" && provider.type == "vertex")
            node["rawConfigs"]["vertexRegion"] = value;
        else if (name == "region" && provider.type == "bedrock")
            node["rawConfigs"]["awsRegion"] = value;
        else
            log.lost(std::string(path).append(".settings.").append(name), true, "Higress has no such setting");
    }
}

void writeParameters(Json& node, const ParameterRules& rules)
{
    Json list = Json::array();
    const auto add = [&](const auto& parameters, bool overwrite) {
        for (const auto& [name, value] : parameters)
            list.push_back({{"name", name}, {"value", parseJson(value.text).value_or(Json())}, {"mode", "raw"},
                {"overwrite", overwrite}});
    };
    add(rules.set, true);
    add(rules.defaults, false);
    if (!list.empty())
        node["rawConfigs"]["customSettings"] = std::move(list);
}

void writeRetry(Json& node, const RouteSettings& route)
{
    Json patterns = Json::array();
    if (has(route.fallback, FailureClass::RateLimited) || has(route.fallback, FailureClass::KeyRejected))
        patterns.push_back("4.*");
    if (hasServerErrors(route.fallback))
        patterns.push_back("5.*");
    if (!patterns.empty())
        node["rawConfigs"]["retryOnFailure"] = {
            {"enabled", true}, {"maxRetries", route.fallback.retries}, {"retryOnStatus", std::move(patterns)}};
}

void noteRest(const ProviderSettings& provider, const std::string& path, ExportLog& log)
{
    const TimeoutSettings usual;
    const TimeoutSettings& times = provider.timeouts;
    log.lost(path + ".timeouts",
        times.connect_ms != usual.connect_ms || times.idle_ms != usual.idle_ms || times.total_ms != usual.total_ms,
        "Higress limits only the first byte of a stream");
    log.lost(path + ".keepalive", provider.keepAlive != KeepAliveSettings(),
        "Higress uses its own settings for keep-alive");
    log.lost(path + ".ssl_verify", !provider.sslVerify, "in Higress, it is set in the service");
    log.lost(path + ".auth", !provider.authHeaders.empty() || !provider.authQuery.empty(),
        "in Higress, the type defines how a key is sent");
    log.lost(path + ".whole_url", provider.wholeUrl, "Higress appends the endpoint path to an address");
    noteOwnOfProvider(provider, path, log);
}

} // namespace

Json writeHigressProvider(const ProviderSettings& provider, const std::string& path, const ProviderAddress& address,
    const RouteSettings* route, ExportLog& log)
{
    const ProviderType* type = typeOfOwn(provider.type);
    const bool isKnown = type && !type->higress.empty() && provider.type != kAnyServer;
    Json node{{"name", provider.id}, {"type", isKnown ? type->higress : "openai"}, {"protocol", "openai/v1"}};
    writeKeys(node, provider, path, log);
    writeFailover(node, provider.keyFailover, path + ".key_failover", log);
    writeAddress(node, provider, address, path, log);
    writeSettings(node, provider, path, log);
    if (!provider.modelMap.empty())
        node["rawConfigs"]["modelMapping"] = writeModelMapping(provider.modelMap);
    writeParameters(node, provider.parameters);
    if (provider.timeouts.firstByte_ms != TimeoutSettings().firstByte_ms)
        node["rawConfigs"]["firstByteTimeout"] = provider.timeouts.firstByte_ms;
    if (route && route->fallback.retries > 0)
        writeRetry(node, *route);
    noteRest(provider, path, log);
    return node;
}

} // namespace gateway::config::foreign
