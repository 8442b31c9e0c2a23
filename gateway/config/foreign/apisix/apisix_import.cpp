#include "apisix_import.h"

#include "apisix_plugin.h"
#include "apisix_shape.h"
#include "apisix_vars.h"
#include "gateway/config/foreign/reading/consumer_keys.h"

#include <algorithm>
#include <array>

namespace gateway::config::foreign {

namespace {

// Sources: apache/apisix: docs/en/latest/admin-api.md ("Route", "Consumer"),
// docs/en/latest/plugins/ai-proxy-multi.md, apisix/plugins/ai-proxy/schema.lua.

constexpr int kMaxPriority = 1000000;

constexpr const char* kWrong = "the route comes in switched off; put it right and switch it on";
constexpr const char* kSwitchedOff = "the route is switched off, since it would let in more; check it and switch it on";

// Plugins that refuse callers: without them a route is open to more.
constexpr std::array<std::string_view, 13> kGuards{"basic-auth", "jwt-auth", "hmac-auth", "openid-connect", "ldap-auth",
    "wolf-rbac", "authz-casbin", "authz-casdoor", "authz-keycloak", "forward-auth", "opa", "ip-restriction",
    "cas-auth"};

struct Import {
    Settings settings;
    ImportLog& log;
    ApisixInstances instances;
    std::vector<std::string> keyHolders; ///< consumers with key-auth
    const Json* pluginConfigs = nullptr;
    const Json* services = nullptr;

    explicit Import(ImportLog& given)
        : log(given)
        , instances(settings, given)
    {
    }
};

/// A route and what decides about its turn.
struct Ranked {
    RouteSettings route;
    bool hasHost = false;
    bool isExact = false;
    std::size_t length = 0; ///< of its longest path
    std::int64_t priority = 0;

    auto rank() const { return std::tuple(hasHost, isExact, length, priority); }
};

void readPaths(ForeignObject& object, Ranked& ranked)
{
    std::vector<std::string> uris = object.texts("uris");
    if (const auto uri = object.text("uri"))
        uris.push_back(*uri);
    if (std::find(uris.begin(), uris.end(), "/*") != uris.end()
        || std::find(uris.begin(), uris.end(), "*") != uris.end())
        return;
    for (const std::string& uri : uris) {
        const bool isPrefix = uri.ends_with('*');
        const TextMatch match{isPrefix ? TextMatch::Kind::Prefix : TextMatch::Kind::Exact,
            uri.substr(0, uri.size() - (isPrefix ? 1 : 0))};
        if (!isPlainPath(match))
            object.log().note(object.pathOf("uri"), "has parameters or wildcards; here it is taken word by word",
                "write a regex into match.paths");
        ranked.isExact = ranked.isExact || !isPrefix;
        ranked.length = std::max(ranked.length, match.text.size());
        ranked.route.match.paths.push_back(match);
    }
}

void readMatch(ForeignObject& object, Ranked& ranked)
{
    MatchSettings& match = ranked.route.match;
    readPaths(object, ranked);
    match.domains = object.texts("hosts");
    if (const auto host = object.text("host"))
        match.domains.push_back(*host);
    ranked.hasHost = !match.domains.empty();
    for (const std::string& domain : match.domains)
        if (domain.starts_with("*."))
            object.log().note(object.pathOf("hosts"),
                "has a wildcard, which does not open the gateway to such hosts by itself",
                "name the hosts in listen.allowed_hosts");
    match.methods = object.texts("methods");
    const Json* vars = object.take("vars");
    if (vars && !vars->is_array())
        object.log().error(object.pathOf("vars"), "must be an array");
    else if (vars && !readVars(*vars, object.pathOf("vars"), match, object.log()))
        ranked.route.enabled = false;
    for (const char* field : {"remote_addr", "remote_addrs", "filter_func"})
        if (object.has(field)) {
            object.drop(field, "there is no such predicate here", kSwitchedOff);
            ranked.route.enabled = false;
        }
}

void readRestriction(ForeignObject restriction, RouteSettings& route)
{
    const std::string type = restriction.text("type").value_or("consumer_name");
    const auto allowed = restriction.texts("whitelist");
    if (type == "consumer_name" && !allowed.empty()) {
        route.consumers = allowed;
        restriction.ignore({"rejected_code", "rejected_msg"});
        return restriction.dropRest();
    }
    restriction.log().note(restriction.path(), "is not carried over: only a whitelist of consumers is", kSwitchedOff);
    route.enabled = false;
}

void readPlugins(ForeignObject plugins, Import& import, RouteSettings& route)
{
    readApisixPlugin(
        plugins.object(plugins.has("ai-proxy-multi") ? "ai-proxy-multi" : "ai-proxy"), import.instances, route);
    if (plugins.has("key-auth")) {
        plugins.ignore({"key-auth"});
        route.consumers = import.keyHolders;
        if (import.keyHolders.empty()) {
            import.log.note(plugins.pathOf("key-auth"), "asks for consumers, and the document has none", kSwitchedOff);
            route.enabled = false;
        }
    }
    if (plugins.has("consumer-restriction"))
        readRestriction(plugins.object("consumer-restriction"), route);
    for (const std::string& name : plugins.rest()) {
        const bool isGuard = std::find(kGuards.begin(), kGuards.end(), name) != kGuards.end();
        plugins.drop(name, "this plugin has no counterpart here", isGuard ? kSwitchedOff : "");
        route.enabled = route.enabled && !isGuard;
    }
}

const Json* byId(const Json* list, const Json& id)
{
    if (list && list->is_array())
        for (const Json& each : *list)
            if (each.is_object() && each.contains("id") && gateway::toText(each["id"]) == gateway::toText(id))
                return &each;
    return nullptr;
}

bool isAi(const Json* plugins)
{
    return plugins && plugins->is_object() && (plugins->contains("ai-proxy-multi") || plugins->contains("ai-proxy"));
}

/// The plugins of a route: its own, else those that it refers to.
ForeignObject pluginsOf(ForeignObject& object, const Import& import)
{
    const Json* own = object.take("plugins");
    if (isAi(own))
        return {own, object.pathOf("plugins"), import.log};
    for (const auto& [field, list] :
        {std::pair{"plugin_config_id", import.pluginConfigs}, std::pair{"service_id", import.services}}) {
        const Json* id = object.take(field);
        const Json* referred = id ? byId(list, *id) : nullptr;
        if (referred && referred->contains("plugins") && isAi(&(*referred)["plugins"]))
            return {&(*referred)["plugins"], object.pathOf(field), import.log};
    }
    return {nullptr, object.pathOf("plugins"), import.log};
}

std::string idOf(ForeignObject& object, std::size_t index, const Settings& settings)
{
    const Json* id = object.take("id");
    const auto name = object.has("name") ? object.text("name") : std::nullopt;
    const bool isWord =
        id && id->is_string() && id->get_ref<const std::string&>().find_first_not_of("0123456789") != std::string::npos;
    const std::string number =
        id ? (id->is_string() ? id->get<std::string>() : gateway::toText(*id)) : std::to_string(index + 1);
    const std::string wanted = asId(isWord ? id->get<std::string>() : name.value_or("route-" + number));
    std::string free = wanted.empty() ? "route-" + std::to_string(index + 1) : wanted;
    for (int i = 2;
         std::any_of(settings.routes.begin(), settings.routes.end(), [&](const auto& each) { return each.id == free; });
         ++i)
        free = wanted + '-' + std::to_string(i);
    return free;
}

void readRoute(ForeignObject object, std::size_t index, Import& import, std::vector<Ranked>& ranked)
{
    ForeignObject plugins = pluginsOf(object, import);
    if (!plugins.isPresent())
        return import.log.note(object.path(), "is not carried over: it has neither ai-proxy-multi nor ai-proxy");
    const std::size_t mark = import.log.errors();
    Ranked& entry = ranked.emplace_back();
    entry.route.id = idOf(object, index, import.settings);
    import.settings.routes.push_back(entry.route); // holds the id
    import.log.origin({EntryName::Kind::Route, entry.route.id}, object.path());
    entry.route.enabled = object.whole("status", 0, 1).value_or(1) == 1;
    entry.priority = object.whole("priority", -kMaxPriority, kMaxPriority).value_or(0);
    readMatch(object, entry);
    readPlugins(plugins, import, entry.route);
    object.ignore({"desc", "labels", "create_time", "update_time", "upstream", "upstream_id", "service_id",
        "plugin_config_id", "enable_websocket", "modifiedIndex", "createdIndex", "key"});
    object.drop("script", "there are no scripts here");
    object.drop("timeout", "it is about a plain upstream", "the plugin's own timeout counts");
    object.dropRest();
    if (import.log.settle(mark, kWrong))
        entry.route.enabled = false;
}

void readConsumer(ForeignObject consumer, Import& import)
{
    const std::size_t mark = import.log.errors();
    ConsumerSettings settings;
    settings.name = consumer.text("username").value_or(std::string());
    if (settings.name.empty()) {
        import.log.error(consumer.pathOf("username"), "is missing");
        import.log.settle(mark, "the consumer is left out");
        return;
    }
    import.log.origin({EntryName::Kind::Consumer, settings.name}, consumer.path());
    ForeignObject plugins = consumer.object("plugins");
    ForeignObject auth = plugins.object("key-auth");
    if (const auto key = auth.text("key")) {
        settings.keys.push_back(consumerKeyOf(*key, settings.name, auth.pathOf("key"), import.log));
        import.keyHolders.push_back(settings.name);
    }
    auth.dropRest();
    plugins.dropRest();
    consumer.ignore({"desc", "labels", "create_time", "update_time", "id"});
    consumer.dropRest();
    if (import.log.settle(mark, "the consumer comes in switched off; put it right and switch it on"))
        settings.enabled = false;
    import.settings.consumers.push_back(std::move(settings));
}

void readList(const Json& list, const std::string& path, Import& import, std::vector<Ranked>& ranked)
{
    for (std::size_t i = 0; i < list.size(); ++i) {
        const bool isWrapped = &unwrapped(list[i]) != &list[i];
        const std::string at = path + '[' + std::to_string(i) + ']' + (isWrapped ? ".value" : "");
        if (unwrapped(list[i]).is_object() && unwrapped(list[i]).contains("username"))
            readConsumer({&unwrapped(list[i]), at, import.log}, import);
        else
            readRoute({&unwrapped(list[i]), at, import.log}, i, import, ranked);
    }
}

void readDocument(const Json& document, Import& import, std::vector<Ranked>& ranked)
{
    const Json& root = unwrapped(document);
    if (root.is_array())
        return readList(root, "", import, ranked);
    if (isPluginAlone(root)) {
        RouteSettings& route = ranked.emplace_back().route;
        route.id = "ai-proxy-multi";
        readApisixPlugin({&root, "", import.log}, import.instances, route);
        route.enabled = !import.log.settle(0, kWrong);
        return;
    }
    ForeignObject object(&root, &root == &document ? "" : "value", import.log);
    if (!root.is_object() || !(root.contains("routes") || root.contains("list") || root.contains("consumers")))
        return root.is_object() && root.contains("username") ? readConsumer(object, import)
                                                             : readRoute(object, 0, import, ranked);
    import.pluginConfigs = object.take("plugin_configs");
    import.services = object.take("services");
    for (const ForeignObject& consumer : object.objects("consumers"))
        readConsumer(consumer, import);
    for (const char* list : {"list", "routes"})
        if (const Json* entries = object.take(list); entries && entries->is_array())
            readList(*entries, list, import, ranked);
        else if (entries)
            import.log.error(list, "must be an array");
    object.ignore({"total", "upstreams"});
    object.dropRest();
}

/// The providers in the order in which the routes name them.
std::vector<ProviderSettings> inOrderOfUse(const Settings& settings)
{
    std::vector<ProviderSettings> ordered;
    const auto isThere = [&](const std::string& id) {
        return std::any_of(ordered.begin(), ordered.end(), [&](const ProviderSettings& each) { return each.id == id; });
    };
    for (const RouteSettings& route : settings.routes)
        for (const TargetSettings& target : route.targets)
            if (const ProviderSettings* provider = settings.provider(target.provider);
                provider && !isThere(provider->id))
                ordered.push_back(*provider);
    return ordered;
}

} // namespace

Settings importApisix(const Json& document, ImportLog& log)
{
    Import import(log);
    std::vector<Ranked> ranked;
    readDocument(document, import, ranked);
    // Source: api7/lua-resty-radixtree: README.md: exact paths before the longest
    // prefix, and the priority among routes of one path; hosts before all.
    std::vector<Ranked> sorted = ranked;
    std::stable_sort(
        sorted.begin(), sorted.end(), [](const Ranked& a, const Ranked& b) { return a.rank() > b.rank(); });
    import.settings.routes.clear();
    bool moved = false;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        moved = moved || sorted[i].route.id != ranked[i].route.id;
        import.settings.routes.push_back(std::move(sorted[i].route));
    }
    import.settings.providers = inOrderOfUse(import.settings);
    if (moved)
        log.note("routes", "are in the order in which APISIX tries them: the first that matches wins here",
            "look whether the order is what you want");
    return std::move(import.settings);
}

} // namespace gateway::config::foreign
