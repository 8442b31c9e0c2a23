#include "apisix_instance.h"

#include "apisix_auth.h"
#include "apisix_shape.h"
#include "gateway/config/foreign/reading/provider_types.h"

#include <algorithm>

namespace gateway::config::foreign {

namespace {

// Sources of all of this: apache/apisix: docs/en/latest/plugins/ai-proxy-multi.md,
// apisix/plugins/ai-proxy/schema.lua (also as of version 3.11, for `providers`).

constexpr int kMaxPriority = 1000000;
constexpr int kMaxWeight = 1000000;
constexpr int kMaxCount = 254;
constexpr int kMaxSeconds = 3600;
constexpr int kMaxPort = 65535;
constexpr std::string_view kChat = "openai-chat"; // the protocol whose body our parameters change

JsonText asText(const Json& value) { return {gateway::toText(value)}; }

void setParameter(std::vector<std::pair<std::string, JsonText>>& list, const std::string& name, const Json& value)
{
    const auto known = std::find_if(list.begin(), list.end(), [&](const auto& each) { return each.first == name; });
    if (known == list.end())
        list.emplace_back(name, asText(value));
    else
        known->second = asText(value);
}

void readOptions(ForeignObject options, ParameterRules& rules)
{
    options.drop("stream", "the client decides whether an answer is streamed");
    options.drop("input_cost", "prices are taken from the catalog");
    options.drop("output_cost", "prices are taken from the catalog");
    options.ignore({"model"});
    for (const std::string& name : options.rest())
        setParameter(rules.set, name, *options.take(name));
}

void readBodyOverride(ForeignObject body, bool force, ParameterRules& rules)
{
    ForeignObject chat = body.object(kChat);
    auto& list = force ? rules.set : rules.defaults;
    for (const std::string& name : chat.rest()) {
        const Json& value = *chat.take(name);
        if (value.is_object())
            chat.log().note(chat.pathOf(name), "is merged with the client's value in APISIX; in Signalbox it replaces it",
                "add all of its fields");
        setParameter(list, name, value);
    }
    for (const std::string& protocol : body.rest())
        body.drop(protocol, "parameters are changed only in OpenAI chat requests");
}

/// `scheme://host:port/path` from the format with separate fields.
std::optional<std::string> endpointOfParts(ForeignObject& parts, const std::string& prefix)
{
    const auto host = parts.text(prefix + "host");
    const auto port = parts.whole(prefix + "port", 1, kMaxPort);
    const auto path = parts.text(prefix + "path");
    if (!host) {
        if (path)
            parts.log().note(parts.pathOf(prefix + "path"), "is not imported: it has no host",
                "set base_url to the complete address");
        return std::nullopt;
    }
    constexpr int kHttp = 80;
    constexpr int kHttps = 443;
    std::string url = host->find("://") != std::string::npos ? *host : (port == kHttp ? "http://" : "https://") + *host;
    if (port && *port != kHttp && *port != kHttps)
        url += ':' + std::to_string(*port);
    return url + path.value_or(std::string());
}

/// Source: apache/apisix: apisix/plugins/ai-providers/base.lua: the endpoint's path as it is, or the driver's own if it
/// is missing or "/".
void setEndpoint(const std::string& endpoint, const std::string& type, ProviderSettings& provider)
{
    const std::string address = endpoint.substr(0, endpoint.find('?'));
    if (isHostOnly(address)) {
        const bool isOpenAi = type == "openai" || type == kAnyServer;
        const std::string version = isOpenAi ? "/v1" : (type == "openrouter" ? "/api/v1" : "");
        const std::string base = baseUrlOf(address) + version;
        const std::string query = endpoint.substr(address.size());
        provider.baseUrl = (query.empty() || hasOwnPath(type) ? base : endpointOf(base)) + query;
    } else if (isChatEndpoint(endpoint) && !hasOwnPath(type)) {
        provider.baseUrl = baseUrlOf(endpoint);
    } else {
        provider.baseUrl = endpoint;
        provider.wholeUrl = !isChatEndpoint(endpoint);
    }
}

void readOverride(ForeignObject override, ForeignObject& options, const std::string& type, ProviderSettings& provider)
{
    auto endpoint = override.text("endpoint");
    if (!endpoint)
        endpoint = endpointOfParts(override, "");
    if (const auto older = endpointOfParts(options, "upstream_"); !endpoint)
        endpoint = older;
    if (endpoint)
        setEndpoint(*endpoint, type, provider);
}

void readOverrideParameters(ForeignObject override, ParameterRules& rules)
{
    override.ignore({"endpoint", "host", "port", "path"});
    ForeignObject llm = override.object("llm_options");
    if (const Json* most = llm.take("max_tokens"))
        setParameter(rules.set, "max_tokens", *most);
    llm.dropRest();
    const bool force = override.flag("request_body_force_override").value_or(false);
    readBodyOverride(override.object("request_body"), force, rules);
    override.dropRest();
}

void readHealthy(ForeignObject healthy, KeyFailoverSettings& failover)
{
    constexpr int kSuccesses = 2;
    failover.successThreshold = static_cast<int>(healthy.whole("successes", 1, kMaxCount).value_or(kSuccesses));
    healthy.drop("interval", "only keys and models in cooldown are checked", "see key_failover.check_interval_ms");
    healthy.drop("http_statuses", "answers to requests count");
    healthy.dropRest();
}

void readUnhealthy(ForeignObject unhealthy, KeyFailoverSettings& failover)
{
    constexpr int kFailures = 5;
    failover.checkInterval_ms = static_cast<int>(unhealthy.whole("interval", 1, kMaxSeconds).value_or(1)) * kSecond_ms;
    failover.failureThreshold = static_cast<int>(unhealthy.whole("http_failures", 1, kMaxCount).value_or(kFailures));
    unhealthy.drop("http_statuses", "failures are classified by their meaning, not by status");
    unhealthy.drop("tcp_failures", "all failures count the same", "see key_failover.failure_threshold");
    unhealthy.drop("timeouts", "all failures count the same", "see key_failover.failure_threshold");
    unhealthy.dropRest();
}

void readChecks(ForeignObject checks, ProviderSettings& provider)
{
    ForeignObject active = checks.object("active");
    if (active.isPresent()) {
        KeyFailoverSettings& failover = provider.keyFailover;
        failover.mode = "active";
        failover.checkTimeout_ms =
            static_cast<int>(active.number("timeout", 0.001, kMaxSeconds).value_or(1) * kSecond_ms);
        readHealthy(active.object("healthy"), failover);
        readUnhealthy(active.object("unhealthy"), failover);
        const std::string asks = "a health check is a small request to a model at the provider's own address";
        for (const char* field : {"http_path", "host", "port", "https_verify_certificate", "req_headers"})
            active.drop(field, asks, "set key_failover.check_model");
        active.drop("concurrency", "keys are checked individually");
        if (const auto type = active.text("type"); type && *type != "http" && *type != "https")
            active.log().note(active.pathOf("type"), "is not imported: " + asks);
    }
    active.dropRest();
    checks.dropRest();
}

void readPlace(ForeignObject place, ProviderSettings& provider)
{
    if (const auto project = place.text("project_id"))
        provider.settings.emplace_back("project", *project);
    if (const auto region = place.text("region"))
        provider.settings.emplace_back("region", *region);
    place.dropRest();
}

} // namespace

ApisixInstances::Model ApisixInstances::readModel(ForeignObject& instance)
{
    const auto type = instance.text("provider");
    const Json* model = instance.take("model");
    if (model && model->is_object()) { // the older format, and that of ai-proxy before 3.12
        ForeignObject inner(model, instance.pathOf("model"), m_log);
        Model result{inner.text("provider").value_or(std::string()), inner.text("name"), inner.object("options")};
        inner.ignore({"override"});
        inner.dropRest();
        return result;
    }
    Model result{type.value_or(std::string()), std::nullopt, instance.object("options")};
    if (!type)
        result.type = instance.text("name").value_or(std::string());
    result.name = model ? instance.text("model") : result.options.text("model");
    return result;
}

ProviderSettings ApisixInstances::readProvider(
    ForeignObject& instance, const Model& model, const ApisixConnection& connection, const std::string& id)
{
    ProviderSettings provider;
    provider.id = id;
    provider.timeouts = connection.timeouts;
    provider.keepAlive = connection.keepAlive;
    provider.sslVerify = connection.sslVerify;
    const ProviderType* type = typeOfApisix(model.type);
    provider.type = type ? type->own : kAnyServer;
    if (!type)
        m_log.error(instance.path(),
            model.type.empty() ? "has no provider"
                               : "has an unknown provider; use openai-compatible with override.endpoint");
    ForeignObject options = model.options;
    readOverride(instance.object("override"), options, provider.type, provider);
    if (instance.has("model") && instance.take("model")->is_object()) {
        ForeignObject inner(instance.take("model"), instance.pathOf("model"), m_log);
        readOverride(inner.object("override"), options, provider.type, provider);
    }
    readPlace(instance.object("provider_conf"), provider);
    const std::size_t mark = m_log.errors();
    readApisixAuth(instance.object("auth"), provider);
    if (m_log.errors() == mark)
        goWithoutKey(provider);
    readChecks(instance.object("checks"), provider);
    return provider;
}

std::string ApisixInstances::freeId(const std::string& wanted) const
{
    std::string id = wanted;
    for (int i = 2; m_settings.provider(id); ++i)
        id = wanted + '-' + std::to_string(i);
    return id;
}

std::optional<TargetSettings> ApisixInstances::read(ForeignObject& instance, const ApisixConnection& connection)
{
    const std::size_t mark = m_log.errors();
    if (!instance.isPresent())
        return std::nullopt;
    Model model = readModel(instance);
    const Json account = Json::array({model.type, instance.has("auth") ? *instance.take("auth") : Json(),
        instance.has("override") ? *instance.take("override") : Json(),
        instance.has("provider_conf") ? *instance.take("provider_conf") : Json(),
        instance.has("checks") ? *instance.take("checks") : Json(), connection.timeouts.total_ms,
        connection.keepAlive.enabled, connection.keepAlive.idle_ms, connection.keepAlive.pool, connection.sslVerify});
    const std::string name = asId(instance.text("name").value_or(model.type));
    std::string& id = m_known[gateway::toText(account)];
    const bool isNew = id.empty();
    if (isNew) {
        id = freeId(name.empty() ? (model.type.empty() ? "provider" : model.type) : name);
        m_settings.providers.push_back(readProvider(instance, model, connection, id));
        if (id != name && !name.empty())
            m_log.note(instance.pathOf("name"), "is already the id of another provider: this one is named " + id);
    }
    const EntryName entry{EntryName::Kind::Provider, id};
    TargetSettings target;
    target.provider = id;
    target.model = model.name;
    target.priority = static_cast<int>(instance.whole("priority", -kMaxPriority, kMaxPriority).value_or(0));
    target.weight = static_cast<int>(instance.whole("weight", 0, kMaxWeight).value_or(1));
    model.options.ignore({"upstream_host", "upstream_port", "upstream_path"});
    readOptions(model.options, target.parameters);
    readOverrideParameters(instance.object("override"), target.parameters);
    instance.drop("examples", "targets are not chosen by the content of a request");
    instance.drop("threshold", "targets are not chosen by the content of a request");
    instance.dropRest();
    if (!isNew && m_log.settleOut(mark, instance.path(), "the instance is not imported; correct it and add a target to provider " + id))
        return std::nullopt;
    m_log.origin(entry, instance.path());
    if (!m_log.settle(mark, "provider " + id + " is imported but disabled; correct and enable it", entry))
        return target;
    m_settings.providers.back().enabled = false;
    id.clear(); // a later instance of the account becomes another provider, which may be valid
    return target;
}

} // namespace gateway::config::foreign
