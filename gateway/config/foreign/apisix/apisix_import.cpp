#include "apisix_import.h"

#include "apisix_consumer.h"
#include "apisix_guards.h"
#include "apisix_plugin.h"
#include "apisix_shape.h"
#include "apisix_sources.h"
#include "apisix_vars.h"
#include "gateway/config/foreign/reading/key_places.h"

#include <algorithm>

namespace gateway::config::foreign {

namespace {

// Sources: apache/apisix: docs/en/latest/admin-api.md ("Route", "Consumer"),
// docs/en/latest/plugins/ai-proxy-multi.md, apisix/plugins/ai-proxy/schema.lua.

constexpr int kMaxRoutePriority = 1000000;

constexpr const char* kNoCounterpart = "this plugin has no counterpart here";
constexpr const char* kAllSwitchedOff =
    "it holds for all routes: they are switched off, since they would let in more; check them and switch them on";
constexpr const char* kWrong = "the route comes in switched off; put it right and switch it on";
constexpr const char* kRouteOff = "the route is switched off, since it would let in more; check it and switch it on";

struct Import {
    Settings settings;
    ImportLog& log;
    ApisixInstances instances;
    std::vector<std::string> keyHolders; ///< consumers with key-auth
    ApisixLists lists;

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

void readHosts(ForeignObject& object, ApisixSources& sources, Ranked& ranked)
{
    MatchSettings& match = ranked.route.match;
    match.domains = object.texts("hosts");
    if (const auto host = object.text("host"))
        match.domains.push_back(*host);
    if (match.domains.empty())
        match.domains = sources.hosts();
    ranked.hasHost = !match.domains.empty();
    for (const std::string& domain : match.domains)
        if (domain.starts_with("*."))
            object.log().note(object.pathOf("hosts"),
                "has a wildcard, which does not open the gateway to such hosts by itself",
                "name the hosts in listen.allowed_hosts");
}

void readMatch(ForeignObject& object, ApisixSources& sources, Ranked& ranked)
{
    MatchSettings& match = ranked.route.match;
    readPaths(object, ranked);
    readHosts(object, sources, ranked);
    match.methods = object.texts("methods");
    const Json* vars = object.take("vars");
    if (vars && !vars->is_array())
        object.log().error(object.pathOf("vars"), "must be an array");
    else if (vars && !readVars(*vars, object.pathOf("vars"), match, object.log()))
        ranked.route.enabled = false;
    for (const char* field : {"remote_addr", "remote_addrs", "filter_func"})
        if (object.has(field)) {
            object.drop(field, "there is no such predicate here", kRouteOff);
            ranked.route.enabled = false;
        }
}

void readRestriction(ForeignObject restriction, RouteSettings& route)
{
    const std::string type = restriction.text("type").value_or("consumer_name");
    const auto allowed = restriction.texts("whitelist");
    const bool hasMore = restriction.has("blacklist") || restriction.has("allowed_by_methods");
    if (type == "consumer_name" && !allowed.empty() && !hasMore) {
        route.consumers = allowed;
        restriction.ignore({"rejected_code", "rejected_msg"});
        return restriction.dropRest();
    }
    restriction.log().note(restriction.path(), "is not carried over: only a whitelist of consumers is", kRouteOff);
    route.enabled = false;
}

/// Source: apache/apisix: docs/en/latest/plugins/key-auth.md: both places are looked at.
void notePlaces(ForeignObject auth)
{
    const auto header = auth.text("header");
    const auto query = auth.text("query");
    std::vector<KeyPlace> places{{true, header.value_or("apikey")}};
    if (query || !isTakenHere(places.front())) // else clients use the header that somebody has set
        places.push_back({false, query.value_or("apikey")});
    if (const auto note = noteOfKeyPlaces(auth.path(), places))
        auth.log().note(*note);
    auth.ignore({"hide_credentials", "realm"}); // a consumer's key never goes to a provider here
    auth.dropRest();
}

void readKeyAuth(ForeignObject& plugins, Import& import, RouteSettings& route)
{
    notePlaces(plugins.object("key-auth"));
    route.consumers = import.keyHolders;
    if (!import.keyHolders.empty())
        return;
    import.log.note(plugins.pathOf("key-auth"), "asks for consumers, and the document has none", kRouteOff);
    route.enabled = false;
}

void readPlugins(ApisixSources& sources, Import& import, RouteSettings& route)
{
    ForeignObject& ai = *sources.aiHolder();
    readApisixPlugin(ai.object(ai.has("ai-proxy-multi") ? "ai-proxy-multi" : "ai-proxy"), import.instances, route);
    if (ForeignObject* holder = sources.holderOf("key-auth"))
        readKeyAuth(*holder, import, route);
    if (ForeignObject* holder = sources.holderOf("consumer-restriction"))
        readRestriction(holder->object("consumer-restriction"), route);
    for (ForeignObject& plugins : sources.layers())
        for (const std::string& name : plugins.rest()) {
            const bool isGuard = isApisixGuard(name);
            plugins.drop(name, kNoCounterpart, isGuard ? kRouteOff : "");
            route.enabled = route.enabled && !isGuard;
        }
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
    const std::size_t mark = import.log.errors();
    ApisixSources sources(object, import.lists);
    if (!sources.aiHolder()) {
        import.log.settle(mark, "the route is left out");
        return import.log.note(object.path(), "is not carried over: it has neither ai-proxy-multi nor ai-proxy",
            sources.missing().empty() ? "" : "import it with the service or plugin configuration that it names");
    }
    Ranked& entry = ranked.emplace_back();
    entry.route.id = idOf(object, index, import.settings);
    import.settings.routes.push_back(entry.route); // holds the id
    import.log.origin({EntryName::Kind::Route, entry.route.id}, object.path());
    entry.route.enabled = object.whole("status", 0, 1).value_or(1) == 1;
    entry.priority = object.whole("priority", -kMaxRoutePriority, kMaxRoutePriority).value_or(0);
    readMatch(object, sources, entry);
    readPlugins(sources, import, entry.route);
    for (const std::string_view field : sources.missing()) {
        import.log.note(object.pathOf(field), "names something that the document does not hold", kRouteOff);
        entry.route.enabled = false;
    }
    object.ignore({"desc", "labels", "create_time", "update_time", "upstream", "upstream_id", "enable_websocket",
        "modifiedIndex", "createdIndex", "key"});
    entry.route.enabled = entry.route.enabled && !object.has("script");
    object.drop("script", "there are no scripts here", kRouteOff);
    object.drop("timeout", "it is about a plain upstream", "the plugin's own timeout counts");
    object.dropRest();
    if (import.log.settle(mark, kWrong))
        entry.route.enabled = false;
}

void readConsumer(const ForeignObject& object, Import& import)
{
    auto consumer = readApisixConsumer(object, import.lists);
    if (!consumer)
        return;
    if (!consumer->keys.empty())
        import.keyHolders.push_back(consumer->name);
    import.settings.consumers.push_back(std::move(*consumer));
}

void readGlobalRules(ForeignObject& object, Import& import, std::vector<Ranked>& ranked)
{
    const std::size_t mark = import.log.errors();
    bool isGuarded = false;
    for (ForeignObject& rule : object.objects("global_rules")) {
        ForeignObject plugins = rule.object("plugins");
        for (const std::string& name : plugins.rest()) {
            const bool isGuard = isApisixGuard(name);
            plugins.drop(name, kNoCounterpart, isGuard ? kAllSwitchedOff : "");
            isGuarded = isGuarded || isGuard;
        }
        rule.ignore({"id", "create_time", "update_time"});
        rule.dropRest();
    }
    if (import.log.settle(mark, kAllSwitchedOff) || isGuarded)
        for (Ranked& each : ranked)
            each.route.enabled = false;
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
    import.lists = {object.take("plugin_configs"), object.take("services"), object.take("consumer_groups")};
    for (const ForeignObject& consumer : object.objects("consumers"))
        readConsumer(consumer, import);
    for (const char* list : {"list", "routes"})
        if (const Json* entries = object.take(list); entries && entries->is_array())
            readList(*entries, list, import, ranked);
        else if (entries)
            import.log.error(list, "must be an array");
    readGlobalRules(object, import, ranked);
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
