#include "apisix_kubernetes.h"

#include "gateway/config/foreign/reading/ingress_match.h"
#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace gateway::config::foreign {

namespace {

// Sources: apache/apisix-ingress-controller: api/v2/*_types.go, api/v1alpha1/*_types.go,
// internal/adc/translator/{apisixroute,apisixconsumer,httproute,consumer}.go.

constexpr std::string_view kGroup = "apisix.apache.org/";
constexpr std::string_view kGatewayGroup = "gateway.networking.k8s.io/";

struct OtherObject {
    std::string_view kind;
    const char* reason;
};
constexpr std::array kOtherObjects{
    OtherObject{"ApisixUpstream", "an AI plugin has its own instance addresses"},
    OtherObject{"BackendTrafficPolicy", "it applies to plain upstreams"},
    OtherObject{"Secret", "secrets are not imported; store the keys with signalboxd key set"},
    OtherObject{"Gateway", "listen addresses are set in \"listen\""},
    OtherObject{"GatewayClass", "it describes the other gateway's installation"},
    OtherObject{"Ingress", "Ingress rules are not read; use an ApisixRoute or an HTTPRoute"},
};

/// Objects that guard traffic in a way that cannot be converted.
constexpr std::array<std::string_view, 6> kGuardKinds{"AuthorizationPolicy", "RequestAuthentication",
    "PeerAuthentication", "EnvoyFilter", "NetworkPolicy", "SecurityPolicy"};

std::string headerVariableOf(const std::string& name)
{
    std::string variable = asciiLower(name);
    std::replace(variable.begin(), variable.end(), '-', '_');
    return "http_" + variable;
}

/// Converts unread conditions to unknown expressions: without them the route would match more requests.
void addUnknownConditions(const ForeignObject& match, Json& vars)
{
    for (const std::string& field : match.restWithNulls())
        vars.push_back(Json::array({"unknown", "!", field}));
}

/// Whether an object within `node` has a non-null field with this name.
bool holdsField(const Json& node, const std::string& name)
{
    if (node.is_object() && node.contains(name) && !node[name].is_null())
        return true;
    return (node.is_object() || node.is_array()) && std::any_of(node.begin(), node.end(), [&](const Json& child) { return holdsField(child, name); });
}

/// One of `exprs` in the format of APISIX; null if unknown.
Json expressionOf(ForeignObject& expression)
{
    ForeignObject subject = expression.object("subject");
    const std::string scope = subject.text("scope").value_or(std::string());
    const std::string name = subject.text("name").value_or(std::string());
    subject.dropRest();
    const std::string op = expression.text("op").value_or(std::string());
    const Json* set = expression.take("set");
    const Json* value = expression.take("value");
    expression.dropRest();
    const std::array<std::pair<std::string_view, std::string>, 6> variables{
        {{"Query", "arg_" + name}, {"Header", headerVariableOf(name)}, {"Cookie", "cookie_" + name},
            {"Path", "uri"}, {"Variable", name}, {"Body", "post_arg." + name}}};
    constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kOperators{
        {{"Equal", "=="}, {"NotEqual", "~="}, {"GreaterThan", ">"}, {"LessThan", "<"}, {"In", "in"},
            {"RegexMatch", "~~"}, {"RegexMatchCaseInsensitive", "~*"}, {"GreaterThanEqual", ">="}}};
    const auto variable
        = std::find_if(variables.begin(), variables.end(), [&](const auto& each) { return each.first == scope; });
    const auto known
        = std::find_if(kOperators.begin(), kOperators.end(), [&](const auto& each) { return each.first == op; });
    if (variable == variables.end() || known == kOperators.end())
        return Json::array({variable == variables.end() ? "unknown" : variable->second, "!", op});
    const Json* operand = op == "In" ? set : value;
    return Json::array({variable->second, std::string(known->second), operand ? *operand : Json()});
}

/// Whether annotations of the controller may restrict callers.
bool isGuarded(ForeignObject& metadata)
{
    const auto names = metadata.object("annotations").restWithNulls();
    return std::any_of(names.begin(), names.end(), [](const std::string& name) { return name.starts_with("k8s.apisix.apache.org/"); });
}

} // namespace

bool ApisixKubernetes::isObject(const Json& node)
{
    return node.is_object() && !json::textOf(node, "kind").empty() && !json::textOf(node, "apiVersion").empty();
}

bool ApisixKubernetes::isApisix(const Json& node)
{
    if (!isObject(node))
        return false;
    const std::string version = json::textOf(node, "apiVersion");
    return version.starts_with(kGroup) || (version.starts_with(kGatewayGroup) && json::textOf(node, "kind") == "HTTPRoute");
}

void ApisixKubernetes::read(const Json& node, const std::string& path)
{
    const std::string kind = json::textOf(node, "kind");
    if (node.contains("items") && node["items"].is_array()) {
        const std::string at = (path.empty() ? "" : path + '.') + "items";
        listEnvelope(node, path, {"items"}, m_log);
        for (std::size_t i = 0; i < node["items"].size(); ++i) {
            const Json& item = node["items"][i];
            if (isObject(item))
                read(item, at + '[' + std::to_string(i) + ']');
            else
                m_log.leaveOut(at + '[' + std::to_string(i) + ']', {}, "it has no kind and apiVersion");
        }
        return;
    }
    ForeignObject object(&node, path, m_log);
    ForeignObject metadata = object.object("metadata");
    m_namespace = metadata.text("namespace").value_or("default");
    const bool isOwn = json::textOf(node, "apiVersion").starts_with(kGroup);
    if (isOwn && kind == "ApisixRoute")
        return readRoute(object);
    if (isOwn && (kind == "ApisixConsumer" || kind == "Consumer"))
        return readConsumer(object);
    if (isOwn && (kind == "ApisixPluginConfig" || kind == "PluginConfig"))
        return readPluginConfig(object, kind == "PluginConfig" ? "extension:" : "");
    if (isOwn && (kind == "ApisixGlobalRule" || kind == "GatewayProxy"))
        return readGlobalRule(object);
    if (isOwn && kind == "ApisixTls")
        return readTls(object);
    if (isOwn && kind == "HTTPRoutePolicy")
        return readPolicy(object);
    if (kind == "HTTPRoute")
        return readHttpRoute(object);
    const std::string subject = kind + " \"" + json::textOf(node.contains("metadata") && node["metadata"].is_object() ? node["metadata"] : Json::object(), "name") + '"';
    if (std::find(kGuardKinds.begin(), kGuardKinds.end(), kind) != kGuardKinds.end()) {
        m_into.broken.push_back({&node, path});
        return m_log.leaveOut(path, subject, "it may restrict the routes but cannot be imported: all routes are disabled");
    }
    // Source: gateway-api.sigs.k8s.io, "GatewayTLSConfig", up to 1.3 frontendValidation, then frontend. Read 2026-11-27.
    if (kind == "Gateway" && (holdsField(node, "frontendValidation") || holdsField(node, "frontend"))) {
        m_into.broken.push_back({&node, path});
        return m_log.leaveOut(path, subject, "it requires client certificates, which cannot be imported: all routes are disabled");
    }
    if (kind == "Ingress" && isGuarded(metadata))
        m_log.guard({"the " + subject, "is not imported", matchOfIngress(object.take("spec")), std::nullopt});
    for (const OtherObject& other : kOtherObjects)
        if (kind == other.kind)
            return m_log.leaveOut(path, subject, other.reason);
    m_log.leaveOut(path, subject, "objects of this kind are not supported");
}

std::string ApisixKubernetes::nameOf(ForeignObject& object)
{
    ForeignObject metadata = object.object("metadata");
    std::string name = metadata.text("name").value_or(std::string());
    metadata.ignore({"namespace"});
    metadata.skip({"labels", "annotations", "resourceVersion", "uid", "generation", "creationTimestamp",
        "managedFields", "finalizers", "ownerReferences"});
    metadata.dropRest();
    object.ignore({"apiVersion", "kind", "spec"});
    object.skip({"status"});
    object.dropRest();
    return name;
}

void ApisixKubernetes::add(std::vector<ApisixPart>& list, Json node, const std::string& path)
{
    list.push_back({&m_into.made.emplace_back(std::move(node)), path});
}

/// The list of plugins as an object, without disabled ones. The last of each name counts.
Json ApisixKubernetes::pluginsOf(ForeignObject& holder, const char* field)
{
    Json plugins = Json::object();
    for (ForeignObject& plugin : holder.objects(field)) {
        const std::string name = plugin.text("name").value_or(std::string());
        const char* const flag = plugin.has("enabled") ? "enabled" : "enable";
        const bool isOn = plugin.flag(flag).value_or(true);
        const Json* config = plugin.take("config");
        const auto secret = plugin.has("secretRef") ? plugin.text("secretRef") : std::nullopt;
        if (name.empty()) {
            m_log.error(plugin.pathOf("name"), "is missing");
            plugins["a plugin without a name"] = nullptr; // it may be a guard
            continue;
        }
        if (!isOn) {
            m_log.list(Fate::NotCarriedOver, plugin.path(), "plugin " + name, "it is disabled in the document (" + std::string(flag) + ": false)");
            continue;
        }
        if (secret)
            m_log.note(plugin.pathOf("secretRef"), "uses values of a Secret, which are not imported",
                "store the keys with signalboxd key set");
        plugin.dropRest();
        plugins[name] = config ? *config : Json::object();
    }
    return plugins;
}

void ApisixKubernetes::readRoute(ForeignObject object)
{
    const std::string name = nameOf(object);
    ForeignObject spec = object.object("spec");
    spec.skip({"ingressClassName"});
    if (const Json* streams = spec.take("stream"); streams && streams->is_array())
        for (std::size_t i = 0; i < streams->size(); ++i)
            m_log.leaveOut(spec.pathOf("stream") + '[' + std::to_string(i) + ']', {}, "Signalbox does not route TCP and UDP");
    for (ForeignObject& rule : spec.objects("http"))
        readRouteRule(rule, name);
    spec.dropRest();
}

void ApisixKubernetes::readRouteRule(ForeignObject rule, const std::string& name)
{
    Json route = Json::object();
    route["id"] = m_namespace + '_' + name + '_' + rule.text("name").value_or(std::string());
    ForeignObject match = rule.object("match");
    for (const auto& [theirs, admin] : {std::pair{"paths", "uris"}, std::pair{"hosts", "hosts"},
             std::pair{"methods", "methods"}, std::pair{"remoteAddrs", "remote_addrs"},
             std::pair{"filter_func", "filter_func"}})
        if (const Json* value = match.take(theirs))
            route[admin] = *value;
    Json vars = Json::array();
    for (ForeignObject& expression : match.objects("exprs"))
        vars.push_back(expressionOf(expression));
    addUnknownConditions(match, vars);
    if (match.has("exprs") || !vars.empty())
        route["vars"] = std::move(vars);
    match.dropRest();
    if (const Json* priority = rule.take("priority"))
        route["priority"] = *priority;
    if (const auto config = rule.text("plugin_config_name"))
        route["plugin_config_id"] = rule.text("plugin_config_namespace").value_or(m_namespace) + '/' + *config;
    rule.ignore({"plugin_config_namespace"});
    Json plugins = pluginsOf(rule, "plugins");
    ForeignObject authentication = rule.object("authentication");
    if (authentication.isPresent() && authentication.flag("enable").value_or(true)) {
        constexpr std::array<std::pair<std::string_view, const char*>, 6> kTypes{
            {{"keyAuth", "key-auth"}, {"basicAuth", "basic-auth"}, {"wolfRBAC", "wolf-rbac"}, {"jwtAuth", "jwt-auth"},
                {"hmacAuth", "hmac-auth"}, {"ldapAuth", "ldap-auth"}}};
        const std::string type = authentication.text("type").value_or(std::string());
        const auto known = std::find_if(kTypes.begin(), kTypes.end(), [&](const auto& each) { return each.first == type; });
        const Json* config = authentication.take(type);
        plugins[known == kTypes.end() ? "basic-auth" : known->second] = config ? *config : Json::object();
    } else if (authentication.isPresent()) {
        m_log.list(Fate::NotCarriedOver, authentication.path(), "authentication", "it is disabled in the document (enable: false)");
        authentication.ignore({"type", "keyAuth", "jwtAuth", "ldapAuth"});
    }
    authentication.dropRest();
    route["plugins"] = std::move(plugins);
    rule.drop("backends", "the AI plugin uses its own instances");
    rule.drop("upstreams", "the AI plugin uses its own instances");
    rule.drop("timeout", "it applies to a plain upstream", "the plugin's own timeout applies");
    rule.skip({"websocket"});
    rule.dropRest();
    add(m_into.routes, std::move(route), rule.path());
}

void ApisixKubernetes::readHttpRoute(ForeignObject object)
{
    const std::string name = nameOf(object);
    ForeignObject spec = object.object("spec");
    const bool hasHosts = spec.has("hostnames");
    const auto hosts = spec.texts("hostnames");
    if (hasHosts && hosts.empty())
        m_log.error(spec.pathOf("hostnames"), "must contain at least one name");
    spec.skip({"parentRefs"});
    auto rules = spec.objects("rules");
    for (std::size_t i = 0; i < rules.size(); ++i)
        readHttpRule(rules[i], m_namespace + '_' + name + '_' + std::to_string(i), hosts);
    spec.dropRest();
}

/// A filter that is not known to be harmless becomes an unknown plugin, which disables the route.
void ApisixKubernetes::readFilters(ForeignObject& holder, Json& route, Json& configs)
{
    // Source: gateway-api.sigs.k8s.io, "HTTPRoute", filters. Read 2026-11-27.
    constexpr std::array<std::string_view, 5> kHarmlessFilters{"RequestHeaderModifier", "ResponseHeaderModifier", "RequestMirror", "URLRewrite", "CORS"};
    for (ForeignObject& filter : holder.objects("filters")) {
        const std::string type = filter.text("type").value_or(std::string());
        if (type == "ExtensionRef") {
            ForeignObject reference = filter.object("extensionRef");
            const bool isConfig = reference.text("kind").value_or("PluginConfig") == "PluginConfig";
            configs.push_back((isConfig ? "extension:" : "another kind:") + m_namespace + '/' + reference.text("name").value_or(std::string()));
            reference.ignore({"group"});
            reference.dropRest();
            filter.dropRest();
            continue;
        }
        if (std::find(kHarmlessFilters.begin(), kHarmlessFilters.end(), type) != kHarmlessFilters.end()) {
            m_log.leaveOut(filter.path(), "filter " + type, "Signalbox routes do not change requests and answers");
            continue;
        }
        // A redirect replaces the model's response.
        route["plugins"][type == "RequestRedirect" ? "redirect" : "filter " + type] = Json::object();
        m_log.leaveOut(filter.path(), "filter " + type, "it decides which requests are answered, and cannot be imported");
    }
}

/// Each match is an alternative, and therefore a separate route.
void ApisixKubernetes::readHttpRule(ForeignObject rule, const std::string& name, const std::vector<std::string>& hosts)
{
    Json route{{"id", name}, {"plugins", Json::object()}};
    if (!hosts.empty())
        route["hosts"] = hosts;
    Json configs = Json::array();
    readFilters(rule, route, configs);
    for (ForeignObject& backend : rule.objects("backendRefs")) {
        readFilters(backend, route, configs); // they may be guards, and are applied to the whole rule here
        m_log.leaveOut(backend.path(), "backend", "the AI plugin uses its own instances");
    }
    if (!configs.empty())
        route["plugin_config_id"] = configs;
    rule.drop("timeouts", "they apply to a plain upstream", "the plugin's own timeout applies");
    rule.skip({"name"});
    auto matches = rule.objects("matches");
    const bool isBroken = rule.has("matches") && matches.empty();
    if (isBroken)
        m_log.error(rule.pathOf("matches"), "must contain at least one match");
    rule.dropRest();
    if (matches.empty()) {
        if (!isBroken)
            route["uri"] = "/*";
        return add(m_into.routes, std::move(route), rule.path());
    }
    for (std::size_t i = 0; i < matches.size(); ++i) {
        ForeignObject& match = matches[i];
        Json one = route;
        one["id"] = name + '_' + std::to_string(i);
        Json vars = Json::array();
        ForeignObject path = match.object("path");
        const std::string type = path.text("type").value_or("PathPrefix");
        const std::string value = path.text("value").value_or("/");
        if (type == "Exact")
            one["uris"] = Json::array({value});
        else if (type == "PathPrefix")
            one["uris"] = value == "/" ? Json::array({"/*"}) : Json::array({value, value.ends_with('/') ? value + '*' : value + "/*"});
        else {
            one["uris"] = Json::array({"/*"});
            vars.push_back(Json::array({"uri", type == "RegularExpression" ? "~~" : "unknown", value}));
        }
        path.dropRest();
        for (const auto& [field, prefix] : {std::pair{"headers", "http_"}, std::pair{"queryParams", "arg_"}})
            for (ForeignObject& part : match.objects(field)) {
                const std::string key = part.text("name").value_or(std::string());
                const std::string how = part.text("type").value_or("Exact");
                const Json* wanted = part.take("value");
                part.dropRest();
                vars.push_back(Json::array({std::string_view(prefix) == "http_" ? headerVariableOf(key) : prefix + key,
                    how == "Exact" ? "==" : how == "RegularExpression" ? "~~" : "unknown", wanted ? *wanted : Json()}));
            }
        if (const auto method = match.text("method"))
            one["methods"] = Json::array({*method});
        addUnknownConditions(match, vars);
        if (!vars.empty())
            one["vars"] = std::move(vars);
        match.dropRest();
        add(m_into.routes, std::move(one), match.path());
    }
}

/// Additional conditions of a route, which are guards as well.
void ApisixKubernetes::readPolicy(ForeignObject object)
{
    const std::string name = nameOf(object);
    m_into.broken.push_back({object.take("spec"), object.path()});
    m_log.leaveOut(object.path(), "HTTPRoutePolicy \"" + name + '"',
        "its conditions cannot be added to routes: all routes are disabled because they would match more than before");
}

void ApisixKubernetes::readPluginConfig(ForeignObject object, const std::string& prefix)
{
    const std::string id = prefix + m_namespace + '/' + nameOf(object);
    ForeignObject spec = object.object("spec");
    Json config{{"id", id}, {"plugins", pluginsOf(spec, "plugins")}};
    spec.skip({"ingressClassName"});
    spec.dropRest();
    add(m_into.pluginConfigs, std::move(config), object.path());
}

void ApisixKubernetes::readGlobalRule(ForeignObject object)
{
    nameOf(object);
    ForeignObject spec = object.object("spec");
    const bool isProxy = !spec.has("plugins");
    Json plugins = pluginsOf(spec, "plugins");
    for (const char* field : {"publishService", "statusAddress", "provider", "pluginMetadata"})
        spec.drop(field, "it describes the installation of the other gateway");
    spec.skip({"ingressClassName"});
    spec.dropRest();
    m_log.list(isProxy ? Fate::NotCarriedOver : Fate::CarriedOver, object.path(), "global plugins",
        isProxy ? "there are none" : std::string());
    add(m_into.globalRules, std::move(plugins), spec.pathOf("plugins"));
}

/// The content of a Secret is not imported: creates a reference for the user to fill.
Json ApisixKubernetes::secretOf(ForeignObject& holder, const std::string& usual)
{
    ForeignObject reference = holder.object("secretRef");
    const std::string name = reference.text("name").value_or(usual);
    reference.ignore({"namespace"});
    reference.dropRest();
    return "$secret://kubernetes/" + m_namespace + '/' + name + "/key";
}

void ApisixKubernetes::readAuthParameters(ForeignObject parameters, Json& plugins)
{
    constexpr std::array<std::pair<const char*, const char*>, 5> kOthers{{{"basicAuth", "basic-auth"},
        {"wolfRBAC", "wolf-rbac"}, {"jwtAuth", "jwt-auth"}, {"hmacAuth", "hmac-auth"}, {"ldapAuth", "ldap-auth"}}};
    ForeignObject key = parameters.object("keyAuth");
    if (key.isPresent()) {
        ForeignObject value = key.object("value");
        const auto text = value.text("key");
        if (text)
            plugins["key-auth"] = {{"key", *text}};
        else if (key.has("secretRef"))
            plugins["key-auth"] = {{"key", secretOf(key, "key")}};
        else
            m_log.error(key.path(), "must have a value or a secretRef");
        value.dropRest();
        key.dropRest();
    }
    for (const auto& [theirs, plugin] : kOthers)
        parameters.drop(theirs, std::string("only keys are imported, not what ") + plugin + " requires");
    parameters.dropRest();
}

void ApisixKubernetes::readConsumer(ForeignObject object)
{
    const std::string name = nameOf(object);
    ForeignObject spec = object.object("spec");
    Json consumer = Json::object();
    if (!name.empty())
        consumer["username"] = m_namespace + '_' + name;
    Json plugins = Json::object();
    readAuthParameters(spec.object("authParameter"), plugins);
    const Json generic = pluginsOf(spec, "plugins");
    for (const auto& [plugin, config] : generic.items())
        plugins[plugin] = config;
    Json credentials = Json::array();
    for (ForeignObject& credential : spec.objects("credentials")) {
        Json one{{"type", credential.text("type").value_or(std::string())}, {"config", Json::object()}};
        one["name"] = credential.text("name").value_or(std::string());
        if (const Json* config = credential.object("config").isPresent() ? credential.take("config") : nullptr)
            one["config"] = *config;
        if (credential.has("secretRef"))
            one["config"]["key"] = secretOf(credential, one["name"].get<std::string>());
        credential.dropRest();
        credentials.push_back(std::move(one));
    }
    consumer["plugins"] = std::move(plugins);
    if (!credentials.empty())
        consumer["credentials"] = std::move(credentials);
    spec.skip({"ingressClassName", "gatewayRef"});
    spec.dropRest();
    add(m_into.consumers, std::move(consumer), object.path());
}

void ApisixKubernetes::readTls(ForeignObject object)
{
    nameOf(object);
    ForeignObject spec = object.object("spec");
    Json certificate = Json::object();
    if (const Json* hosts = spec.take("hosts"))
        certificate["snis"] = *hosts;
    if (const Json* client = spec.take("client"))
        certificate["client"] = *client;
    add(m_into.certificates, std::move(certificate), object.path());
}

} // namespace gateway::config::foreign
