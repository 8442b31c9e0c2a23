#include "apisix_import.h"

#include "apisix_access.h"
#include "apisix_consumer.h"
#include "apisix_document.h"
#include "apisix_guards.h"
#include "apisix_plugin.h"
#include "apisix_shape.h"
#include "apisix_sources.h"
#include "apisix_vars.h"
#include "gateway/config/foreign/reading/consumer_list.h"
#include "gateway/config/foreign/reading/host_rank.h"
#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <set>

namespace gateway::config::foreign {

namespace {

// Sources: apache/apisix: docs/en/latest/admin-api.md ("Route", "Consumer"),
// docs/en/latest/plugins/ai-proxy-multi.md, apisix/plugins/ai-proxy/schema.lua.

constexpr int kMaxRoutePriority = 1000000;

constexpr const char* kNoCounterpart = "this plugin has no counterpart in Signalbox";
constexpr const char* kAllSwitchedOff =
    "it applies to all routes: they are disabled because they would allow more than before; check and enable them";
constexpr const char* kWrong = "the route is imported but disabled; correct and enable it";
constexpr const char* kRouteOff = "the route is disabled because it would allow more than before; check and enable it";
constexpr const char* kDisabled = "it is disabled in the document (_meta.disable)";

/// A guard on all routes that cannot be converted.
struct Obstacle {
    std::string path;
    std::string what;
    std::vector<std::string> names = {}; ///< of hosts that it is for; empty: all
};

struct Import {
    Settings settings;
    ImportLog& log;
    ApisixInstances instances;
    ApisixDocument document;
    ApisixConsumers consumers;
    ApisixAccess everywhere{consumers}; ///< by global rules
    std::vector<Obstacle> obstacles;
    std::set<std::string> used; ///< paths of services and plugin configurations

    explicit Import(ImportLog& given)
        : log(given)
        , instances(settings, given)
    {
    }
    Import(const Import&) = delete;
    Import& operator=(const Import&) = delete;
};

/// A route and the values that determine its order.
struct Ranked {
    RouteSettings route;
    HostRank host = {};
    bool isExact = false;
    std::size_t length = 0; ///< of its longest path
    std::int64_t priority = 0;
    std::vector<std::pair<bool, std::size_t>> paths = {}; ///< whether each is exact, and its length; none: all paths
    std::vector<TextMatch> asThere = {}; ///< paths that hold all that its own matched there; where they are more than those carried over

    auto rank() const { return std::tuple(host, isExact, length, priority); }
    Precedence precedence() const;
};

Precedence Ranked::precedence() const
{
    const auto of = [&](const std::pair<bool, std::size_t>& path) { return Precedence::Rank(path.first, path.second, priority); };
    if (paths.empty())
        return {of({false, 0}), of({false, 0})};
    const auto [least, most] = std::minmax_element(paths.begin(), paths.end());
    return {of(*least), of(*most)};
}

EntryName entryOf(const RouteSettings& route) { return {EntryName::Kind::Route, route.id}; }

/// Notes what cannot be converted and disables the route.
void switchOff(RouteSettings& route, const std::string& path, const std::string& what, ImportLog& log)
{
    log.switchOff(entryOf(route), path, what, kRouteOff);
    route.enabled = false;
}

void readPaths(ForeignObject& object, ApisixSources& sources, Ranked& ranked)
{
    std::vector<std::string> uris = object.texts("uris");
    if (const auto uri = object.text("uri"))
        uris.push_back(*uri);
    if (uris.empty())
        switchOff(ranked.route, object.pathOf("uri"), "is missing, but APISIX requires it for a route", object.log());
    if (const std::string prefix = sources.pathPrefix(); !prefix.empty())
        for (std::string& uri : uris)
            uri.insert(0, uri.starts_with('/') ? prefix : prefix + '/');
    for (const std::string& uri : uris) {
        const std::size_t plain = std::min(uri.find_first_of("*:"), uri.size());
        ranked.paths.emplace_back(plain == uri.size(), uri == "*" ? 1 : plain);
    }
    if (std::find(uris.begin(), uris.end(), "/*") != uris.end()
        || std::find(uris.begin(), uris.end(), "*") != uris.end())
        return;
    for (const std::string& uri : uris) {
        const bool isPrefix = uri.ends_with('*');
        const TextMatch match{isPrefix ? TextMatch::Kind::Prefix : TextMatch::Kind::Exact,
            uri.substr(0, uri.size() - (isPrefix ? 1 : 0))};
        const bool isPlain = isPlainPath(match);
        ranked.asThere.push_back(isPlain ? match : TextMatch{TextMatch::Kind::Prefix, uri.substr(0, uri.find_first_of("*:"))});
        if (!isPlain)
            object.log().note(object.pathOf("uri"), "has parameters or wildcards; Signalbox matches it literally",
                "write a regex into match.paths");
        ranked.isExact = ranked.isExact || !isPrefix;
        ranked.length = std::max(ranked.length, match.text.size());
        ranked.route.match.paths.push_back(match);
    }
}

/// An empty list matches nothing there, but everything here.
void refuseEmpty(ForeignObject& object, const char* field, const std::vector<std::string>& list)
{
    if (object.has(field) && list.empty())
        object.log().error(object.pathOf(field), "must contain at least one entry");
}

void readHosts(ForeignObject& object, ApisixSources& sources, Ranked& ranked)
{
    MatchSettings& match = ranked.route.match;
    match.domains = object.texts("hosts");
    refuseEmpty(object, "hosts", match.domains);
    if (const auto host = object.text("host"))
        match.domains.push_back(*host);
    if (match.domains.empty())
        if (auto hosts = sources.hosts()) {
            if (hosts->empty())
                object.log().error(object.pathOf("service_id"), "refers to a service whose hosts are empty");
            match.domains = std::move(*hosts);
        }
    ranked.host = hostRankOf(match.domains);
    for (const std::string& domain : match.domains)
        if (domain.starts_with("*."))
            object.log().note(object.pathOf("hosts"),
                "has a wildcard, which does not make the gateway accept such host names",
                "add the host names to listen.allowed_hosts");
}

void readMatch(ForeignObject& object, ApisixSources& sources, Ranked& ranked)
{
    MatchSettings& match = ranked.route.match;
    readPaths(object, sources, ranked);
    readHosts(object, sources, ranked);
    match.methods = object.texts("methods");
    refuseEmpty(object, "methods", match.methods);
    const Json* vars = object.take("vars");
    if (vars && !vars->is_array()) {
        object.log().error(object.pathOf("vars"), "must be an array");
    } else if (vars && !readVars(*vars, object.pathOf("vars"), match, object.log())) {
        object.log().because(entryOf(ranked.route), object.pathOf("vars") + " uses a feature that cannot be imported");
        ranked.route.enabled = false;
    }
    for (const char* field : {"script", "script_id"})
        if (object.has(field))
            object.log().guardLost(ranked.route.id);
    for (const char* field : {"remote_addr", "remote_addrs", "filter_func", "script", "script_id"})
        if (object.take(field))
            switchOff(ranked.route, object.pathOf(field), "is not imported: Signalbox has no such predicate", object.log());
}

void readAi(const ApisixPlugin& ai, Import& import, RouteSettings& route)
{
    ForeignObject plugin = ai.object(import.log);
    plugin.ignore({"_meta"});
    import.log.list(Fate::CarriedOver, ai.path, "plugin " + ai.name + ", as the targets of route \"" + route.id + '"');
    readApisixPlugin(std::move(plugin), import.instances, route);
    if (ai.isConditional)
        switchOff(route, ai.path, "uses models for some requests only (_meta)", import.log);
    if (ai.isDisabled)
        switchOff(route, ai.path, "is disabled in the document (_meta.disable)", import.log);
}

void readGuard(const ApisixPlugin& plugin, ApisixAccess& access, RouteSettings& route, ImportLog& log)
{
    const std::string problem = access.add(plugin, log);
    if (!problem.empty())
        log.guardLost(route.id);
    if (problem.empty())
        return log.list(Fate::CarriedOver, plugin.path, "plugin " + plugin.name + ", as the consumers of route \"" + route.id + '"');
    log.list(Fate::NotCarriedOver, plugin.path, "plugin " + plugin.name, problem + ": route \"" + route.id + "\" is disabled");
    switchOff(route, plugin.path, "is not imported: " + problem, log);
}

void readPlugins(const ApisixSources& sources, const ApisixPlugin& ai, Import& import, RouteSettings& route)
{
    ImportLog& log = import.log;
    readAi(ai, import, route);
    ApisixAccess access = import.everywhere;
    for (const ApisixPlugin& plugin : sources.plugins()) {
        if (&plugin == &ai)
            continue;
        if (plugin.isDisabled)
            log.list(Fate::NotCarriedOver, plugin.path, "plugin " + plugin.name, kDisabled);
        else if (isApisixGuard(plugin.name))
            readGuard(plugin, access, route, log);
        else
            log.leaveOut(plugin.path, "plugin " + plugin.name,
                isApisixAi(plugin.name) ? "the route has another plugin that uses models" : kNoCounterpart);
    }
    const std::string nobody = access.apply(route, log);
    if (!nobody.empty())
        log.guardLost(route.id);
    if (!nobody.empty() && route.enabled)
        switchOff(route, access.path(), nobody, log);
}

bool coversHost(const std::string& pattern, const std::string& host)
{
    if (asciiLower(pattern) == asciiLower(host))
        return true;
    const auto isUnder = [](std::string_view wide, std::string_view name) {
        return wide.starts_with("*.") && name.size() >= wide.size() - 1 && asciiLower(name).ends_with(asciiLower(wide.substr(1)));
    };
    return pattern == "*" || host == "*" || isUnder(pattern, host) || isUnder(host, pattern);
}

/// Whether an obstacle for some hosts applies to the route.
bool holdsFor(const Obstacle& obstacle, const RouteSettings& route)
{
    const auto& hosts = route.match.domains;
    return obstacle.names.empty() || hosts.empty()
        || std::any_of(hosts.begin(), hosts.end(), [&](const std::string& host) {
               return std::any_of(obstacle.names.begin(), obstacle.names.end(), [&](const std::string& name) { return coversHost(name, host); });
           });
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

/// Lists a route that calls no models, with its plugins.
void leaveOut(const ForeignObject& object, const ApisixSources& sources, ImportLog& log)
{
    std::string why = "it has neither ai-proxy-multi nor ai-proxy";
    if (!sources.missing().empty())
        why += "; import it together with the service or plugin configuration that it refers to";
    log.leaveOut(object.path(), "route", why);
}

/// Records whom a route rejected if its match is narrower here than there, or could not be read.
void rememberWiderMatch(const Ranked& entry, bool isBroken, const std::string& name, std::optional<std::vector<std::string>> admitted, ImportLog& log)
{
    GuardedRoute guarded{name, "matches more than can be imported", entry.route.match, std::move(admitted), entry.precedence()};
    guarded.match.paths = entry.asThere;
    if (isBroken) {
        guarded.match = {};
        guarded.precedence.reset();
    }
    if (isBroken || entry.asThere != entry.route.match.paths)
        log.guard(std::move(guarded));
}

/// A route that calls no models is not converted: requests that its guards rejected must not reach another one.
void rememberLeftOut(const ApisixPart& part, Import& import)
{
    ImportLog unsaid; // the route is listed as a whole
    ForeignObject object(part.node, part.path, unsaid);
    ApisixSources sources(object, part, import.document);
    const bool isOff = object.has("status") && object.whole("status", 0, 1) == 0;
    if (!part.node->is_object() || isOff)
        return;
    bool isLost = unsaid.errors() > 0 || !sources.missing().empty() || !sources.scriptPath().empty();
    Ranked entry;
    entry.route.id = part.path;
    entry.priority = object.whole("priority", -kMaxRoutePriority, kMaxRoutePriority).value_or(0);
    const std::size_t mark = unsaid.errors();
    readMatch(object, sources, entry);
    const bool isBroken = unsaid.errors() > mark;
    ApisixAccess access = import.everywhere;
    for (const ApisixPlugin& plugin : sources.plugins())
        if (!plugin.isDisabled && isApisixGuard(plugin.name))
            isLost = !access.add(plugin, unsaid).empty() || isLost;
    isLost = !access.apply(entry.route, unsaid).empty() || isLost;
    for (const Obstacle& obstacle : import.obstacles)
        isLost = isLost || holdsFor(obstacle, entry.route);
    auto admitted = isLost ? std::nullopt : std::optional(entry.route.consumers);
    const auto name = object.has("id") || object.has("name") ? "route \"" + idOf(object, 0, {}) + '"' : "the route at " + part.path;
    rememberWiderMatch(entry, isBroken, name, admitted, import.log);
    import.log.guard({name, "is not imported", entry.route.match, std::move(admitted), entry.precedence()});
}

void readRoute(const ApisixPart& part, std::size_t index, Import& import, std::vector<Ranked>& ranked)
{
    ImportLog& log = import.log;
    const std::size_t mark = log.errors();
    ForeignObject object(part.node, part.path, log);
    ApisixSources sources(object, part, import.document);
    const ApisixPlugin* ai = sources.ai() ? sources.ai() : sources.disabledAi();
    if (!ai) {
        rememberLeftOut(part, import);
        log.settleOut(mark, part.path, "the route is not imported");
        return leaveOut(object, sources, log);
    }
    const bool areSourcesBroken = log.errors() > mark;
    for (const std::string& path : sources.used())
        import.used.insert(path);
    Ranked& entry = ranked.emplace_back();
    RouteSettings& route = entry.route;
    route.id = idOf(object, index, import.settings);
    import.settings.routes.push_back(route); // reserves the id
    log.origin(entryOf(route), part.path);
    if (object.whole("status", 0, 1).value_or(1) == 0) {
        route.enabled = false;
        log.offThere(route.id);
        log.because(entryOf(route), "it is disabled in the document (status: 0)");
    }
    entry.priority = object.whole("priority", -kMaxRoutePriority, kMaxRoutePriority).value_or(0);
    const std::size_t beforeMatch = log.errors();
    readMatch(object, sources, entry);
    const bool isMatchBroken = log.errors() > beforeMatch;
    log.precedence(route.id, entry.precedence());
    readPlugins(sources, *ai, import, route);
    if (areSourcesBroken || !sources.missing().empty() || !sources.scriptPath().empty())
        log.guardLost(route.id);
    for (const std::string_view field : sources.missing())
        switchOff(route, object.pathOf(field), "refers to something that is not in the document", log);
    if (const std::string script = sources.scriptPath(); !script.empty())
        switchOff(route, script, "is not imported: Signalbox has no scripts", log);
    for (const Obstacle& obstacle : import.obstacles)
        if (holdsFor(obstacle, route)) {
            log.because(entryOf(route), obstacle.path + ' ' + obstacle.what);
            log.guardLost(route.id);
            route.enabled = false;
        }
    if (!log.isOffThere(route.id))
        rememberWiderMatch(entry, isMatchBroken, "route \"" + route.id + '"',
            log.isGuardLost(route.id) ? std::nullopt : std::optional(route.consumers), log);
    object.skip({"name", "desc", "description", "labels", "create_time", "update_time", "enable_websocket", "modifiedIndex",
        "createdIndex", "key"});
    for (const char* upstream : {"upstream", "upstream_id"})
        object.drop(upstream, "the AI plugin uses its own instances");
    object.drop("timeout", "it applies to a plain upstream", "the plugin's own timeout applies");
    object.dropRest();
    if (log.settle(mark, kWrong, entryOf(route)))
        route.enabled = false;
}

void readConsumers(Import& import)
{
    for (const ApisixPart& part : import.document.consumers) {
        auto consumer = readApisixConsumer(part, import.document, import.log);
        if (!consumer)
            continue;
        addConsumer(import.settings.consumers, std::move(*consumer));
    }
    for (const ConsumerSettings& consumer : import.settings.consumers) {
        if (!consumer.keys.empty())
            import.consumers.keyHolders.push_back(consumer.name);
        if (consumer.enabled)
            import.consumers.unguarded.push_back(consumer.name);
    }
    for (const ApisixPart& credential : import.document.credentials)
        import.log.list(Fate::NotCarriedOver, credential.path, "credential", "its consumer is not in the document");
}

/// A plugin of a global rule guards all routes.
void readEverywhere(const ApisixPlugin& plugin, Import& import)
{
    ImportLog& log = import.log;
    const std::string subject = "plugin " + plugin.name + " of a global rule";
    if (plugin.isDisabled)
        return log.list(Fate::NotCarriedOver, plugin.path, subject, kDisabled);
    if (!isApisixGuard(plugin.name))
        return log.leaveOut(plugin.path, subject, kNoCounterpart);
    const std::string problem = import.everywhere.add(plugin, log);
    if (problem.empty())
        return log.list(Fate::CarriedOver, plugin.path, subject + ", as the consumers of all routes");
    log.list(Fate::NotCarriedOver, plugin.path, subject, problem + ": all routes are disabled");
    Note note{plugin.path, "is not imported: " + problem, kAllSwitchedOff};
    note.isListed = true;
    log.note(std::move(note));
    import.obstacles.push_back({plugin.path, "applies to all routes and is not imported: " + problem});
}

void readGlobalRules(Import& import)
{
    const std::size_t mark = import.log.errors();
    for (const ApisixPart& rule : import.document.globalRules)
        for (const ApisixPlugin& plugin : pluginsIn(rule.node, rule.path, import.log))
            readEverywhere(plugin, import);
    for (const ApisixPart& broken : import.document.broken)
        import.obstacles.push_back({broken.path, "may restrict all routes and cannot be read"});
    if (import.log.settle(mark, kAllSwitchedOff))
        import.obstacles.push_back({"global_rules", "cannot be read completely"});
}

/// Source: apache/apisix: docs/en/latest/mtls.md: `client` requires a client certificate.
void readCertificates(Import& import)
{
    for (const ApisixPart& part : import.document.certificates) {
        const Json& node = *part.node;
        const bool asks = node.is_object() && node.contains("client") && !node["client"].is_null();
        const bool isOff = node.is_object() && node.contains("status") && node["status"] == 0;
        import.log.leaveOut(part.path, "certificate",
            asks && !isOff ? "Signalbox does not require client certificates: the routes for its host names are disabled"
                           : "certificates are set in listen.tls");
        if (!asks || isOff)
            continue;
        Obstacle obstacle{part.path, "requires client certificates, which cannot be imported"};
        for (const char* field : {"snis", "sni"})
            if (node.contains(field))
                for (const Json& name : node[field].is_array() ? node[field] : Json::array({node[field]}))
                    if (name.is_string())
                        obstacle.names.push_back(name.get<std::string>());
        import.obstacles.push_back(std::move(obstacle));
    }
}

/// The fields of services and the like besides the plugins and hosts, which are part of the routes.
void listShared(const std::vector<ApisixPart>& parts, const char* subject, Import& import)
{
    for (const ApisixPart& part : parts) {
        const bool isUsed = import.used.contains(part.path);
        import.log.list(isUsed ? Fate::CarriedOver : Fate::NotCarriedOver, part.path,
            std::string(subject) + (isUsed ? ", merged into the routes that refer to it" : ""), isUsed ? "" : "no AI route refers to it");
        if (!isUsed || !part.node->is_object())
            continue;
        ForeignObject object(part.node, part.path, import.log);
        object.ignore({"plugins", "hosts", "path_prefix", "routes", "stream_routes", "script"});
        object.skip({"id", "name", "desc", "description", "labels", "create_time", "update_time", "enable_websocket"});
        for (const char* upstream : {"upstream", "upstream_id", "upstreams"})
            object.drop(upstream, "the AI plugin uses its own instances");
        object.dropRest();
    }
}

void listGroups(Import& import)
{
    for (const ApisixPart& part : import.document.consumerGroups) {
        import.log.list(Fate::CarriedOver, part.path, "consumer group, merged into its consumers");
        if (!part.node->is_object())
            continue;
        ForeignObject group(part.node, part.path, import.log);
        group.ignore({"plugins", "consumers"});
        group.skip({"id", "name", "desc", "description", "labels", "create_time", "update_time"});
        group.dropRest();
    }
}

Result<void> readDocument(const Json& document, Import& import, std::vector<Ranked>& ranked)
{
    if (const Json& root = unwrapped(document); isPluginAlone(root)) {
        RouteSettings& route = ranked.emplace_back().route;
        route.id = "ai-proxy-multi";
        import.log.origin(entryOf(route), "");
        ApisixPlugin alone{"ai-proxy-multi", &root, ""};
        const Json wrapped{{"ai-proxy-multi", root}};
        const auto read = pluginsIn(&wrapped, "", import.log).front();
        alone.isDisabled = read.isDisabled;
        alone.isConditional = read.isConditional;
        readAi(alone, import, route);
        if (import.log.settle(0, kWrong, entryOf(route)))
            route.enabled = false;
        return {};
    }
    import.document = sortApisix(document, import.log);
    if (auto ambiguity = import.document.ambiguity(); !ambiguity.empty())
        return failure(ErrorKind::InvalidRequest, asIs(std::move(ambiguity)));
    readConsumers(import);
    readGlobalRules(import);
    readCertificates(import);
    for (std::size_t i = 0; i < import.document.routes.size(); ++i)
        readRoute(import.document.routes[i], i, import, ranked);
    listShared(import.document.services, "service", import);
    listShared(import.document.pluginConfigs, "plugin configuration", import);
    listGroups(import);
    return {};
}

/// The providers in the order in which routes use them.
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

/// There each path of a route is ordered separately, whereas a route has a single position here.
void noteInterleaved(const std::vector<Ranked>& sorted, ImportLog& log)
{
    for (std::size_t i = 0; i < sorted.size(); ++i)
        for (std::size_t later = i + 1; later < sorted.size() && sorted[later].host == sorted[i].host; ++later)
            if (sorted[i].paths.size() + sorted[later].paths.size() > 2 && sorted[i].precedence().lowest < sorted[later].precedence().highest)
                log.note("routes", "hold \"" + sorted[i].route.id + "\" before \"" + sorted[later].route.id
                        + "\", although APISIX tries some of their paths in the opposite order", "create one route per path, in the desired order");
}

} // namespace

Result<Settings> importApisix(const Json& document, ImportLog& log)
{
    Import import(log);
    std::vector<Ranked> ranked;
    if (const auto read = readDocument(document, import, ranked); !read)
        return failure(read.error());
    // Hosts first, then exact paths before the longest prefix, and the priority only among routes with the same path.
    // Sources: api7/lua-resty-radixtree 8166eea3: lib/resty/radixtree.lua, match_route(), sort_route(); apache/apisix,
    // docs/en/latest/router-radixtree.md, "Match priority"; read 2026-11-28.
    std::vector<Ranked> sorted = ranked;
    std::stable_sort(
        sorted.begin(), sorted.end(), [](const Ranked& a, const Ranked& b) { return a.rank() > b.rank(); });
    noteInterleaved(sorted, log);
    import.settings.routes.clear();
    bool moved = false;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        moved = moved || sorted[i].route.id != ranked[i].route.id;
        import.settings.routes.push_back(std::move(sorted[i].route));
    }
    import.settings.providers = inOrderOfUse(import.settings);
    if (moved)
        log.note("routes", "are imported in the order in which APISIX tries them: in Signalbox the first match is used",
            "check the order");
    return std::move(import.settings);
}

} // namespace gateway::config::foreign
