#include "apisix_instance_export.h"

#include "apisix_shape.h"

#include "gateway/config/foreign/reading/provider_types.h"
#include "gateway/config/foreign/reading/secret_placeholder.h"
#include "gateway/core/text/ascii.h"

#include <algorithm>

namespace gateway::config::foreign {

namespace {

constexpr const char* kFillIn = "enter the key, or refer to a variable as $ENV://NAME";

/// The reference in the format of APISIX, after `before`. Sources: apache/apisix: docs/en/latest/terminology/secret.md:
/// "$ENV://NAME" is only allowed as a whole value; docs/en/latest/profile.md: "${{NAME}}" is allowed anywhere in a
/// standalone file.
std::string shown(const std::string& reference, const std::string& before, const std::string& path, ExportLog& log)
{
    const std::string variable = variableOf(reference);
    if (variable.empty()) {
        log.note(path, "keys are never exported: " + placeholder(reference) + " is written instead", kFillIn);
        return before + placeholder(reference);
    }
    if (before.empty())
        return "$ENV://" + variable;
    log.note(path, "${{" + variable + "}} is replaced only in a standalone configuration file",
        "for the Admin API, use $ENV://VARIABLE with a variable that contains all of \"" + before + "KEY\"");
    return before + "${{" + variable + "}}";
}

bool hasPlace(const std::vector<AuthValue>& values)
{
    return std::any_of(values.begin(), values.end(), [](const AuthValue& value) { return value.holdsKey(); });
}

void writeValues(
    Json& node, const std::vector<AuthValue>& values, const std::string& key, const std::string& path, ExportLog& log)
{
    for (const AuthValue& value : values) {
        const auto place = value.text.find(kKeyPlace);
        if (!value.secret.empty()) {
            node[value.name] = shown(value.secret, {}, path + '.' + value.name, log);
        } else if (place != std::string::npos && !key.empty()) {
            node[value.name] = shown(key, value.text.substr(0, place), path + '.' + value.name, log);
            log.lost(path + '.' + value.name, value.text.size() > place + kKeyPlace.size(),
                "the text after the key, which must be at the end of a value in APISIX");
        } else {
            node[value.name] = '<' + value.name + '>';
            log.note(path + '.' + value.name, "its text is not exported because it may contain a key", "enter it");
        }
    }
}

const ProviderKey* firstKey(const ApisixTarget& from, ExportLog& log)
{
    const ProviderKey* first = nullptr;
    for (const ProviderKey& key : from.provider.keys) {
        if (first && key.enabled)
            log.note(from.providerPath + ".keys", "only the first key is exported: an instance has one key",
                "create one instance per key");
        first = first ? first : (key.enabled ? &key : nullptr);
    }
    if (!first && !from.provider.keys.empty())
        log.note(from.providerPath + ".keys", "are all disabled and not exported: the instance sends no key",
            "enter a key");
    return first;
}

Json writeAccount(const std::string& type, const std::string& reference, const std::string& path, ExportLog& log)
{
    const std::string text = shown(reference, {}, path, log);
    if (type == "vertex")
        return {{"gcp", {{"service_account_json", text}}}};
    log.note(path, "its parts are one secret in Signalbox", "enter access_key_id and secret_access_key");
    return {{"aws", {{"access_key_id", text}, {"secret_access_key", text}}}};
}

Json writeAuth(const ApisixTarget& from, ExportLog& log)
{
    const ProviderSettings& provider = from.provider;
    const ProviderKey* key = firstKey(from, log);
    const std::string reference = key ? key->secret : std::string();
    const std::string path = from.providerPath + ".keys";
    if (key && (provider.type == "vertex" || provider.type == "bedrock") && provider.authHeaders.empty()
        && provider.authQuery.empty())
        return writeAccount(provider.type, reference, path, log);
    Json header = Json::object();
    Json query = Json::object();
    const KeyHeader usual = keyHeaderOf(provider.type);
    const auto isUsual = [&](const AuthValue& value) { return equalsIgnoringCase(value.name, usual.name); };
    if (key && !hasPlace(provider.authHeaders) && !hasPlace(provider.authQuery)
        && std::none_of(provider.authHeaders.begin(), provider.authHeaders.end(), isUsual))
        header[std::string(usual.name)] = shown(reference, std::string(usual.before), path, log);
    writeValues(header, provider.authHeaders, reference, from.providerPath + ".auth.headers", log);
    writeValues(query, provider.authQuery, reference, from.providerPath + ".auth.query", log);
    Json auth = Json::object();
    if (!header.empty() || query.empty())
        auth["header"] = std::move(header);
    if (!query.empty())
        auth["query"] = std::move(query);
    return auth;
}

/// The provider's parameters, overridden by those of the target.
std::vector<std::pair<std::string, JsonText>> both(
    const ApisixTarget& from, std::vector<std::pair<std::string, JsonText>> ParameterRules::*list)
{
    auto all = from.provider.parameters.*list;
    for (const auto& [name, value] : from.target.parameters.*list) {
        const auto known =
            std::find_if(all.begin(), all.end(), [&, &key = name](const auto& each) { return each.first == key; });
        if (known == all.end())
            all.emplace_back(name, value);
        else
            known->second = value;
    }
    return all;
}

Json parsed(const JsonText& text) { return parseJson(text.text).value_or(Json()); }

void writeParameters(Json& instance, const ApisixTarget& from, ExportLog& log)
{
    Json options = Json::object();
    if (from.target.model)
        options["model"] = *from.target.model;
    for (const auto& [name, value] : both(from, &ParameterRules::set))
        options[name] = parsed(value);
    if (!options.empty())
        instance["options"] = std::move(options);
    Json presets = Json::object();
    for (const auto& [name, value] : both(from, &ParameterRules::defaults))
        presets[name] = parsed(value);
    if (!presets.empty())
        instance["override"]["request_body"]["openai-chat"] = std::move(presets);
    const ParameterRules& own = from.target.parameters;
    log.lost(from.targetPath + ".parameters.remove", !own.remove.empty(), "parameters cannot be removed there");
    log.lost(from.targetPath + ".parameters.rename", !own.rename.empty(), "parameters cannot be renamed there");
    log.lost(from.providerPath + ".model_map", !from.provider.modelMap.empty() && !from.target.model,
        "an APISIX instance has one model, or uses the client's");
}

void writePlace(Json& instance, const ApisixTarget& from, ExportLog& log)
{
    for (const auto& [name, value] : from.provider.settings) {
        if (name == "project")
            instance["provider_conf"]["project_id"] = value;
        else if (name == "region")
            instance["provider_conf"]["region"] = value;
        else
            log.lost(from.providerPath + ".settings." + name, from.provider.baseUrl.has_value(),
                "APISIX uses the complete address");
    }
}

void writeChecks(Json& instance, const ApisixTarget& from, ExportLog& log)
{
    const KeyFailoverSettings& failover = from.provider.keyFailover;
    const std::string path = from.providerPath + ".key_failover";
    if (failover.mode != "active")
        return log.lost(path, failover != KeyFailoverSettings(), "APISIX has only active health checks");
    const int interval = std::max(1, (failover.checkInterval_ms + kSecond_ms - 1) / kSecond_ms);
    if (interval * kSecond_ms != failover.checkInterval_ms)
        log.note(path + ".check_interval_ms", "is rounded up to seconds");
    const Json timeout = failover.checkTimeout_ms % kSecond_ms == 0
        ? Json(failover.checkTimeout_ms / kSecond_ms)
        : Json(static_cast<double>(failover.checkTimeout_ms) / kSecond_ms);
    instance["checks"]["active"] = {{"type", "http"}, {"timeout", timeout},
        {"healthy", {{"interval", interval}, {"successes", failover.successThreshold}}},
        {"unhealthy", {{"interval", interval}, {"http_failures", failover.failureThreshold}}}};
    log.note(path, "APISIX health checks request a path, \"/\" by default", "set checks.active.http_path");
    log.lost(path + ".check_model", failover.checkModel.has_value(), "APISIX health checks use no model");
    log.lost(
        path + ".window_ms", failover.window_ms != KeyFailoverSettings().window_ms, "only consecutive failures count there");
}

} // namespace

Json writeApisixInstance(const ApisixTarget& from, const std::string& name, ExportLog& log)
{
    const ProviderType* type = typeOfOwn(from.provider.type);
    const bool isKnown = type && !type->apisix.empty();
    Json instance{{"name", name}, {"provider", isKnown ? type->apisix : kAnyServer}, {"priority", from.target.priority},
        {"weight", from.target.weight}};
    instance["auth"] = writeAuth(from, log);
    const bool needsAddress = !isKnown || type->apisix == kAnyServer || type->apisix == "azure-openai";
    const std::string& endpoint = from.address.endpoint;
    if (from.provider.baseUrl || (needsAddress && !endpoint.empty())) {
        instance["override"]["endpoint"] = endpoint;
        if (from.provider.wholeUrl && isHostOnly(endpoint.substr(0, endpoint.find('?'))))
            log.note(from.providerPath + ".base_url", "APISIX adds the provider's path to an address without one",
                "set override.endpoint including the path");
    } else if (needsAddress)
        log.note(from.providerPath + ".base_url", "the address of this provider is unknown",
            "set it in override.endpoint");
    if (!isKnown)
        log.note(from.providerPath + ".type", "is exported as openai-compatible because APISIX has no such provider");
    writeParameters(instance, from, log);
    writePlace(instance, from, log);
    writeChecks(instance, from, log);
    noteOwnOfProvider(from.provider, from.providerPath, log);
    return instance;
}

} // namespace gateway::config::foreign
