#include "higress_import.h"

#include "gateway/config/foreign/reading/consumer_list.h"
#include "gateway/config/foreign/reading/imported_keys.h"
#include "gateway/config/foreign/reading/host_rank.h"
#include "gateway/config/foreign/reading/ingress_match.h"
#include "gateway/config/foreign/reading/key_places.h"
#include "gateway/config/foreign/reading/provider_types.h"
#include "gateway/config/foreign/reading/status_classes.h"
#include "gateway/config/foreign/reading/foreign_text.h"
#include "higress_guards.h"
#include "higress_route.h"
#include "higress_rules.h"
#include "higress_shape.h"

#include <algorithm>
#include <array>
#include <deque>
#include <set>

namespace gateway::config::foreign {

namespace {

constexpr const char* kPluginName = "ai-proxy";
constexpr const char* kRouteOff = "the route is disabled because it would allow more than before; check and enable it";
constexpr const char* kAllSwitchedOff =
    "all routes are disabled because they would allow more than before; check and enable them";
constexpr const char* kSomeSwitchedOff =
    "the routes of its rules are disabled because they would allow more than before; check and enable them";
constexpr const char* kDefaultOff = "it is disabled in the document (defaultConfigDisable)";
constexpr const char* kRuleOff = "it is disabled in the document (configDisable)";

struct OtherKind {
    std::string_view kind;
    const char* reason;
};
constexpr std::array kOtherKinds{
    OtherKind{"McpBridge", "service sources are addresses, and AI providers have their own"},
    OtherKind{"ConfigMap", "it contains no AI route"},
    OtherKind{"Ingress", "AI routes are read from the console's ConfigMaps, not from the generated Ingress"},
    OtherKind{"Secret", "secrets are not imported; store the keys with signalboxd key set"},
    OtherKind{"Service", "AI providers have their own addresses"},
};

/// Objects that guard traffic in a way that cannot be converted.
constexpr std::array<std::string_view, 5> kGuardKinds{
    "AuthorizationPolicy", "RequestAuthentication", "PeerAuthentication", "EnvoyFilter", "NetworkPolicy"};

EntryName routeEntry(const RouteSettings& route) { return {EntryName::Kind::Route, route.id}; }
EntryName providerEntry(const std::string& id) { return {EntryName::Kind::Provider, id}; }
EntryName consumerEntry(const std::string& name) { return {EntryName::Kind::Consumer, name}; }

/// BEARER is accepted here; with Authorization, the part after Bearer is the key, as it is if no source is given.
void notePlace(ForeignObject& credential)
{
    const std::string source = credential.text("source").value_or("BEARER");
    const auto name = credential.text("key");
    if (source == "BEARER" || !name)
        return;
    if (const auto note = noteOfKeyPlaces(credential.path(), {{source != "QUERY", *name}}))
        credential.log().note(*note);
}

class HigressImport {
public:
    HigressImport(ImportLog& log, std::vector<std::string>& assumed)
        : m_log(log)
        , m_assumed(assumed)
    {
    }

    void readAny(const Json& node, const std::string& path);
    Settings finished();

private:
    void readList(const Json& list, const std::string& path);
    void readSet(ForeignObject set);
    void readKind(ForeignObject object, const std::string& kind);
    bool readConfigMap(ForeignObject object);
    void readIngress(ForeignObject object);
    void readPlugin(HigressPlugin plugin);
    void readGuard(HigressPlugin plugin);
    std::vector<std::string> readKeyConsumers(const HigressPlugin& plugin);
    /// `off`: why it is disabled there; empty: it is not.
    std::optional<std::string> readPluginConfig(ForeignObject config, const std::string& off = {});
    void readRule(const HigressRule& rule, std::size_t index);
    void readProvider(ForeignObject object, const std::string& off = {});
    void readConsumer(ForeignObject object);
    void addConsumer(ConsumerSettings consumer, const std::string& path);
    void addRoute(HigressRoute route, const std::string& path);
    void addRoute(const std::string& id, const std::string& provider, std::vector<std::string> domains, const std::string& path,
        const std::string& off);
    void guard(HigressRoute& entry);
    void orderRoutes();
    void switchOffUnused();
    void placeMapping(HigressRoute& route, HigressTarget& entry);
    void assume(const HigressTarget& entry);
    bool isOnlyMapping(const HigressTarget& entry) const;
    ProviderSettings* provider(const std::string& id);
    void applyRetry(RouteSettings& route);

    ImportLog& m_log;
    std::vector<std::string>& m_assumed;
    Settings m_settings;
    std::vector<HigressRoute> m_routes;
    std::map<std::string, HigressRetry> m_retries; // by provider
    std::deque<Json> m_texts; // of ConfigMaps
    std::vector<HigressGuard> m_guards;
    std::vector<std::string> m_obstacles; // reasons to disable all routes
    std::vector<std::pair<std::string, std::string>> m_guardedIngresses; // name, and path of the annotation
    std::set<std::string> m_served; // providers named by an enabled rule
    std::map<std::string, std::string> m_unserved; // providers named by a disabled rule, with its path
};

void HigressImport::readAny(const Json& node, const std::string& path)
{
    if (node.is_array())
        return readList(node, path);
    if (!node.is_object())
        return m_log.error(path, "must be an object or an array");
    const auto at = [&](const char* key) { return path.empty() ? std::string(key) : path + '.' + key; };
    const bool isKubernetes = node.contains("kind") && node["kind"].is_string() && node.contains("apiVersion");
    if (!isKubernetes && node.contains("data") && (node["data"].is_structured())) { // a response of the console's API
        listEnvelope(node, path, {"data"}, m_log);
        return readAny(node["data"], at("data"));
    }
    if (node.contains("items") && node["items"].is_array()) { // a Kubernetes list
        listEnvelope(node, path, {"items"}, m_log);
        return readList(node["items"], at("items"));
    }
    ForeignObject object(&node, path, m_log);
    if (isKubernetes)
        return readKind(object, node["kind"].get<std::string>());
    if (isPlugin(node))
        readKind(object, "WasmPlugin");
    else if (isRoute(node))
        addRoute(readHigressRoute(object), path);
    else if (isConsumer(node))
        readConsumer(object);
    else if (node.contains("routes") || node.contains("consumers"))
        readSet(object);
    else if (isPluginConfig(node)) {
        if (const auto active = readPluginConfig(object))
            addRoute("higress", *active, {}, "activeProviderId", {});
    } else if (isProvider(node))
        readProvider(object);
    else
        m_log.leaveOut(path, {}, "it is neither a route, nor a provider, nor a consumer");
}

void HigressImport::readKind(ForeignObject object, const std::string& kind)
{
    ForeignObject metadata = object.object("metadata");
    const std::string subject = kind + " \"" + metadata.text("name").value_or(std::string()) + '"';
    if (kind == "WasmPlugin") {
        HigressPlugin plugin = readHigressPlugin(object);
        return plugin.name == kPluginName ? readPlugin(std::move(plugin)) : readGuard(std::move(plugin));
    }
    if (kind == "ConfigMap" && readConfigMap(object))
        return;
    if (kind == "Ingress")
        readIngress(object);
    if (std::find(kGuardKinds.begin(), kGuardKinds.end(), kind) != kGuardKinds.end()) {
        m_obstacles.push_back(object.path() + " may restrict it, and cannot be imported");
        return m_log.leaveOut(object.path(), subject, "it cannot be imported", kAllSwitchedOff);
    }
    for (const OtherKind& other : kOtherKinds)
        if (kind == other.kind)
            return m_log.leaveOut(object.path(), subject, other.reason);
    m_log.leaveOut(object.path(), subject, "objects of this kind are not supported");
}

/// An AI route of the console. Source: higress-group/higress-console: KubernetesModelConverter.java (aiRoute2ConfigMap).
bool HigressImport::readConfigMap(ForeignObject object)
{
    ForeignObject metadata = object.object("metadata");
    ForeignObject labels = metadata.object("labels");
    const bool isLabelled = labels.text("higress.io/config-map-type") == "ai-route";
    if (!isLabelled && !metadata.text("name").value_or(std::string()).starts_with("ai-route-"))
        return false;
    ForeignObject data = object.object("data");
    const std::string path = data.pathOf("data");
    const Json* text = data.take("data");
    for (ForeignObject* each : {&labels, &metadata, &data})
        for (const std::string& field : each->rest())
            each->skip({field});
    object.ignore({"apiVersion", "kind"});
    object.skip({"immutable", "binaryData"});
    object.dropRest();
    auto route = text && text->is_string() ? readForeignJson(text->get_ref<const std::string&>())
                                           : Result<Json>(failure(ErrorKind::InvalidRequest, asIs("must be a JSON string")));
    if (route && !route->is_object())
        route = failure(ErrorKind::InvalidRequest, asIs("must be a JSON object"));
    if (!route) {
        m_log.error(path, route.error().text());
        m_log.settleOut(m_log.errors() - 1, object.path(), "the route is not imported");
        m_log.guard({"the route at " + object.path(), "cannot be read", {}, std::nullopt});
        return true;
    }
    m_texts.push_back(std::move(*route));
    addRoute(readHigressRoute({&m_texts.back(), path, m_log}), path);
    m_log.list(Fate::CarriedOver, object.path(), "ConfigMap of an AI route");
    return true;
}

void HigressImport::readIngress(ForeignObject object)
{
    ForeignObject metadata = object.object("metadata");
    const std::string name = metadata.text("name").value_or(std::string());
    ForeignObject annotations = metadata.object("annotations");
    for (const std::string& annotation : annotations.restWithNulls())
        if (isGuardAnnotation(annotation)) {
            m_guardedIngresses.emplace_back(name, annotations.pathOf(annotation));
            if (!name.starts_with("ai-route-")) // otherwise it belongs to an AI route
                m_log.guard({"the Ingress \"" + name + '"', "is not carried over", matchOfIngress(object.take("spec")), std::nullopt});
        }
}

void HigressImport::readList(const Json& list, const std::string& path)
{
    for (std::size_t i = 0; i < list.size(); ++i)
        readAny(list[i], path + '[' + std::to_string(i) + ']');
}

void HigressImport::readSet(ForeignObject set)
{
    for (const char* list : {"providers", "routes", "consumers"})
        if (const Json* node = set.take(list))
            readAny(*node, set.pathOf(list));
    set.dropRest();
}

/// Source: higress.io, "WasmPlugin": `spec.defaultConfig` holds everywhere, a rule's `config` for
/// its ingresses, domains or services.
void HigressImport::readPlugin(HigressPlugin plugin)
{
    m_log.list(Fate::CarriedOver, plugin.path, "plugin ai-proxy");
    const std::string off = plugin.isOff ? kDefaultOff : "";
    const auto everywhere = readPluginConfig({plugin.config, plugin.configPath, m_log}, off);
    for (std::size_t i = 0; i < plugin.rules.size(); ++i)
        readRule(plugin.rules[i], i);
    if (everywhere && !plugin.isOff)
        m_served.insert(asId(*everywhere));
    if (everywhere)
        addRoute("higress", *everywhere, {}, plugin.configPath + ".activeProviderId", off);
}

void HigressImport::readGuard(HigressPlugin plugin)
{
    const std::string subject = "plugin " + plugin.name;
    if (plugin.isIdle())
        return m_log.list(Fate::NotCarriedOver, plugin.path, subject, kDefaultOff);
    if (!isHigressGuard(plugin.name))
        return m_log.leaveOut(plugin.path, subject, "only the plugin ai-proxy is");
    HigressGuard guard(std::move(plugin));
    const HigressPlugin& kept = guard.plugin();
    if (kept.name != "key-auth" || !kept.config) {
        m_log.leaveOut(kept.path, subject, "only the plugin ai-proxy is", kept.isEverywhere() ? kAllSwitchedOff : kSomeSwitchedOff);
    } else {
        m_log.list(Fate::CarriedOver, kept.path, subject + ", as the consumers of the routes that it is for");
        guard.setConsumers(readKeyConsumers(kept));
    }
    for (const HigressRule& rule : kept.rules) {
        if (rule.isOff)
            m_log.list(Fate::NotCarriedOver, rule.path, "rule of " + subject, kRuleOff);
        if (rule.isOff || kept.name != "key-auth")
            continue;
        ForeignObject config(rule.config, rule.path + ".config", m_log);
        config.ignore({"allow"});
        config.dropRest();
    }
    m_guards.push_back(std::move(guard));
}

/// Source: alibaba/higress: plugins/wasm-go/extensions/key-auth/main.go.
std::vector<std::string> HigressImport::readKeyConsumers(const HigressPlugin& plugin)
{
    std::vector<std::string> names;
    ForeignObject config(plugin.config, plugin.configPath, m_log);
    const std::size_t mark = m_log.errors();
    const auto keys = config.texts("keys");
    for (ForeignObject& object : config.objects("consumers")) {
        ConsumerSettings consumer;
        consumer.name = object.text("name").value_or(std::string());
        auto values = object.texts("credentials");
        if (const auto value = object.text("credential"))
            values.push_back(*value);
        object.skip({"keys", "in_header", "in_query"});
        object.dropRest();
        if (consumer.name.empty()) {
            m_log.leaveOut(object.path(), "consumer", "it has no name");
            continue;
        }
        for (const std::string& value : values)
            consumer.keys.push_back(consumerKeyOf(value, consumer.name, object.pathOf("credential"), m_log));
        if (plugin.isOff) {
            consumer.enabled = false;
            m_log.because(consumerEntry(consumer.name), kDefaultOff);
        }
        names.push_back(consumer.name);
        addConsumer(std::move(consumer), object.path());
    }
    std::vector<KeyPlace> places;
    places.reserve(keys.size());
    for (const std::string& key : keys)
        places.push_back({config.flag("in_header").value_or(true), key});
    if (const auto note = noteOfKeyPlaces(config.path(), places))
        m_log.note(*note);
    config.skip({"realm", "in_header", "in_query"});
    config.ignore({"global_auth", "allow"});
    config.dropRest();
    if (m_log.settle(mark, kAllSwitchedOff))
        m_obstacles.push_back(plugin.configPath + " cannot be read");
    return names;
}

std::optional<std::string> HigressImport::readPluginConfig(ForeignObject config, const std::string& off)
{
    std::optional<std::string> active = config.text("activeProviderId");
    for (const ForeignObject& each : config.objects("providers"))
        readProvider(each, off);
    if (config.has("provider")) {
        readProvider(config.object("provider"), off);
        if (!m_settings.providers.empty())
            active = m_settings.providers.back().id;
    }
    config.dropRest();
    return active;
}

void HigressImport::readRule(const HigressRule& rule, std::size_t index)
{
    const std::string off = rule.isOff ? kRuleOff : "";
    const auto active = readPluginConfig({rule.config, rule.path + ".config", m_log}, off);
    if (active && !rule.isOff)
        m_served.insert(asId(*active));
    else if (active)
        m_unserved.emplace(asId(*active), rule.path);
    if (active && !rule.domains.empty())
        return addRoute("rule-" + std::to_string(index + 1), *active, rule.domains, rule.path, off);
    if (!off.empty())
        return m_log.list(Fate::NotCarriedOver, rule.path, "rule of plugin ai-proxy", off);
    if (active && !rule.ingresses.empty())
        return m_log.leaveOut(rule.path + ".ingress", {}, "the match conditions of an Ingress are not in this document",
            "create a route to " + asId(*active) + ", or import the console's AI route");
    m_log.list(Fate::CarriedOver, rule.path, "rule for a service, which becomes the provider of a target");
}

void HigressImport::readProvider(ForeignObject object, const std::string& off)
{
    HigressRetry retry;
    const std::string path = object.path();
    const std::size_t mark = m_log.errors();
    auto read = readHigressProvider(std::move(object), retry);
    if (!read) {
        m_log.settleOut(mark, path, "the provider is not imported");
        return;
    }
    const EntryName entry = providerEntry(read->id);
    if (m_log.settle(mark, "provider " + read->id + " is imported but disabled; correct and enable it", entry))
        read->enabled = false;
    if (!off.empty()) {
        read->enabled = false;
        m_log.because(entry, off);
    }
    if (ProviderSettings* known = provider(read->id)) {
        if (*known == *read)
            return m_log.origin(entry, path);
        known->enabled = false; // it is unknown which of the two is meant
        m_log.because(entry, path + " is a second provider of that name");
        m_log.list(Fate::NotCarriedOver, path, "provider \"" + read->id + '"', "another provider has its name");
        return m_log.note(path, "is a second provider of the name " + read->id + " with different content",
            "it is not imported, and the first one is imported but disabled; rename one of them and import both again");
    }
    m_log.origin(entry, path);
    m_retries[read->id] = retry;
    m_settings.providers.push_back(std::move(*read));
}

void HigressImport::readConsumer(ForeignObject object)
{
    const std::size_t mark = m_log.errors();
    ConsumerSettings consumer;
    consumer.name = object.text("name").value_or(std::string());
    if (consumer.name.empty())
        m_log.error(object.pathOf("name"), "is missing");
    for (ForeignObject& credential : object.objects("credentials")) {
        const auto type = credential.text("type").value_or("key-auth");
        if (type != "key-auth") {
            m_log.leaveOut(credential.path(), "credential", "only keys are carried over");
            continue;
        }
        auto values = credential.texts("values");
        if (const auto value = credential.text("value"))
            values.push_back(*value);
        for (const std::string& value : values)
            consumer.keys.push_back(consumerKeyOf(value, consumer.name, credential.pathOf("values"), m_log));
        notePlace(credential);
        credential.dropRest();
    }
    object.skip({"version", "department"});
    object.dropRest();
    if (consumer.name.empty()) {
        m_log.settleOut(mark, object.path(), "the consumer is not imported");
        return;
    }
    if (m_log.settle(mark, "the consumer is imported but disabled; correct and enable it", consumerEntry(consumer.name)))
        consumer.enabled = false;
    addConsumer(std::move(consumer), object.path());
}

/// A consumer may be both in the console's list and in the plugin key-auth.
void HigressImport::addConsumer(ConsumerSettings consumer, const std::string& path)
{
    m_log.origin(consumerEntry(consumer.name), path);
    foreign::addConsumer(m_settings.consumers, std::move(consumer));
}

/// The order of routes with the same path: those with methods first, fewer methods earlier, then those with more
/// headers, including the model, then those with more query parameters.
/// Sources: alibaba/higress 4e0d6914: pkg/ingress/kube/common/tool.go, SortHTTPRoutes(); higress-group/higress-console b5ae4b23:
/// .../service/ai/AiRouteServiceImpl.java; read 2026-11-28.
std::int64_t detailOf(const MatchSettings& match)
{
    constexpr std::int64_t kEach = 1024;
    const auto partsOf = [](const std::vector<NamedGroup>& groups) { return groups.empty() ? 0 : static_cast<std::int64_t>(groups.front().all.size()); };
    const std::int64_t methods = match.methods.empty() ? 0 : kEach - static_cast<std::int64_t>(std::min<std::size_t>(match.methods.size(), kEach - 1));
    const std::int64_t headers = partsOf(match.headers) + (match.models.empty() ? 0 : 1);
    return (methods * kEach + std::min(headers, kEach - 1)) * kEach + std::min(partsOf(match.query), kEach - 1);
}

/// The path that determines the order, if it is an exact one or a prefix; all paths are the prefix "/".
std::optional<TextMatch> decidingPath(const HigressRoute& route)
{
    const auto& paths = route.route.match.paths;
    if (route.path)
        return route.path;
    if (paths.empty())
        return TextMatch{TextMatch::Kind::Prefix, "/"};
    const bool isPlain = paths.size() == 1 && (paths.front().kind == TextMatch::Kind::Exact || paths.front().kind == TextMatch::Kind::Prefix);
    return isPlain ? std::optional(paths.front()) : std::nullopt;
}

/// An exact path precedes the longest prefix, in the virtual host for the request's host, otherwise in that for all
/// hosts.
Precedence precedenceOf(const HigressRoute& route)
{
    const auto path = decidingPath(route);
    if (!path)
        return {Precedence::Rank(false, 0, 0), Precedence::Rank(true, std::string::npos, 0), true};
    const Precedence::Rank own(path->kind == TextMatch::Kind::Exact, path->text.size(), detailOf(route.route.match));
    return {own, own, true};
}

/// By kind of path, with regular expressions after prefixes and the catch-all route last; then like `precedenceOf()`.
std::tuple<HostRank, int, std::size_t, std::int64_t> placeOf(const HigressRoute& route)
{
    const auto path = decidingPath(route);
    const HostRank host = hostRankOf(route.route.match.domains);
    const std::int64_t detail = detailOf(route.route.match);
    if (!path)
        return {host, 1, 0, detail};
    const bool isForAll = path->kind == TextMatch::Kind::Prefix && path->text == "/" && detail == 0;
    return {host, isForAll ? 0 : path->kind == TextMatch::Kind::Prefix ? 2 : 3, path->text.size(), detail};
}

/// A second route with the same name is renamed.
void HigressImport::addRoute(HigressRoute route, const std::string& path)
{
    const std::string wanted = route.route.id;
    const auto isTaken = [&](const HigressRoute& each) { return each.route.id == route.route.id; };
    for (int i = 2; !wanted.empty() && std::any_of(m_routes.begin(), m_routes.end(), isTaken); ++i)
        route.route.id = wanted + '-' + std::to_string(i);
    if (route.route.id != wanted)
        m_log.note(path, "has the name of another route: this one is named " + route.route.id);
    m_log.origin({EntryName::Kind::Route, route.route.id}, path);
    m_log.precedence(route.route.id, precedenceOf(route));
    if (route.isGuardLost)
        m_log.guardLost(route.route.id);
    m_routes.push_back(std::move(route));
}

void HigressImport::addRoute(const std::string& id, const std::string& providerId, std::vector<std::string> domains,
    const std::string& path, const std::string& off)
{
    HigressRoute entry;
    entry.route.id = id;
    entry.route.match.domains = std::move(domains);
    entry.route.fallback.on.clear();
    HigressTarget& target = entry.targets.emplace_back();
    target.target.provider = asId(providerId);
    target.target.weight = 100; // as in the console for a single target
    target.path = path;
    entry.route.enabled = off.empty();
    addRoute(std::move(entry), path);
    if (!off.empty()) {
        m_log.because(routeEntry(m_routes.back().route), off);
        m_log.offThere(m_routes.back().route.id);
    }
}

ProviderSettings* HigressImport::provider(const std::string& id)
{
    for (ProviderSettings& each : m_settings.providers)
        if (each.id == id)
            return &each;
    return nullptr;
}

void HigressImport::assume(const HigressTarget& entry)
{
    const std::string& id = entry.target.provider;
    if (id.empty() || provider(id))
        return;
    const ProviderType* type = typeOfHigress(id);
    ProviderSettings assumed;
    assumed.id = id;
    assumed.type = type ? type->own : kAnyServer;
    assumed.keys.push_back({"main", "keychain:" + id + "/main"});
    m_settings.providers.push_back(std::move(assumed));
    m_assumed.push_back(id);
    m_log.note(entry.path, "refers to a provider that is not in the document: it is created from its name",
        "import the provider as well, or check its type and address and store its key: signalboxd key set " + id
            + "/main");
}

/// Whether no other upstream of the provider has another model mapping.
bool HigressImport::isOnlyMapping(const HigressTarget& entry) const
{
    for (const HigressRoute& route : m_routes)
        for (const HigressTarget& other : route.targets)
            if (other.target.provider == entry.target.provider && other.mapping != entry.mapping)
                return false;
    return true;
}

void HigressImport::placeMapping(HigressRoute& route, HigressTarget& entry)
{
    ProviderSettings* known = provider(entry.target.provider);
    if (entry.mapping.empty() || !known)
        return;
    const std::string at = entry.path + ".modelMapping";
    if (isOnlyMapping(entry) && (known->modelMap.empty() || known->modelMap == entry.mapping)) {
        known->modelMap = entry.mapping;
        return m_log.note(at, "becomes the provider's model_map, which also applies to requests without a route");
    }
    ProviderSettings copy = *known;
    copy.id = asId(known->id + '-' + route.route.id);
    for (int i = 2; provider(copy.id); ++i)
        copy.id = asId(known->id + '-' + route.route.id) + '-' + std::to_string(i);
    copy.modelMap = entry.mapping;
    m_retries[copy.id] = m_retries[known->id];
    entry.target.provider = copy.id;
    m_log.note(at, "differs between routes: the provider is added a second time, as " + copy.id);
    m_settings.providers.push_back(std::move(copy));
}

void HigressImport::applyRetry(RouteSettings& route)
{
    for (const TargetSettings& target : route.targets) {
        const HigressRetry retry = m_retries[target.provider];
        if (retry.retries == 0)
            continue;
        route.fallback.retries = std::max(route.fallback.retries, retry.retries);
        if (retry.onServerErrors)
            addServerErrors(route.fallback);
        for (const FailureClass failure :
            {FailureClass::RateLimited, FailureClass::KeyRejected, FailureClass::BalanceGone})
            if (retry.onClientErrors)
                addFailure(route.fallback, failure);
        m_log.note(retry.path,
            "becomes the retries of route " + route.id
                + ": after a rejected or rate-limited key, the next key is tried, then other targets");
    }
}

/// Applies all guards of the document to a route.
void HigressImport::guard(HigressRoute& entry)
{
    std::vector<std::string> problems = m_obstacles;
    for (const HigressGuard& guard : m_guards)
        if (std::string problem = guard.hold(entry); !problem.empty())
            problems.push_back(guard.plugin().path + ": " + problem);
    for (const auto& [ingress, path] : m_guardedIngresses)
        if (entry.isOfConsole && ingress == "ai-route-" + entry.name + ".internal")
            problems.push_back(path + ": annotations are not imported");
    for (const std::string& problem : problems) {
        m_log.because(routeEntry(entry.route), problem);
        m_log.guardLost(entry.route.id);
        entry.route.enabled = false;
    }
    if (entry.isMatchBroken)
        m_log.guard({"route \"" + entry.route.id + '"', "matches what cannot be read", {},
            m_log.isGuardLost(entry.route.id) ? std::nullopt : std::optional(entry.route.consumers)});
}

/// Disables providers that only disabled rules name, and those whose routes have separate copies with other mappings.
void HigressImport::switchOffUnused()
{
    const auto switchOff = [&](const std::string& id, const std::string& why) {
        ProviderSettings* const found = provider(id);
        if (!found || !found->enabled)
            return;
        found->enabled = false;
        m_log.because(providerEntry(id), why);
    };
    for (const auto& [id, path] : m_unserved)
        if (!m_served.contains(id))
            switchOff(id, path + " is disabled in the document (configDisable)");
    for (const HigressRoute& route : m_routes)
        for (const HigressTarget& target : route.targets) {
            const bool isAsked = std::any_of(m_settings.routes.begin(), m_settings.routes.end(), [&](const RouteSettings& each) {
                return std::any_of(each.targets.begin(), each.targets.end(),
                    [&](const TargetSettings& one) { return one.provider == target.target.provider; });
            });
            if (!isAsked)
                switchOff(target.target.provider, "each of its routes gets a copy with its own models");
        }
}

/// The first match wins here.
void HigressImport::orderRoutes()
{
    const std::vector<HigressRoute> asThere = m_routes;
    std::ranges::stable_sort(m_routes, [](const HigressRoute& a, const HigressRoute& b) { return placeOf(a) > placeOf(b); });
    const auto idOf = [](const HigressRoute& route) { return route.route.id; };
    if (!std::ranges::equal(asThere, m_routes, {}, idOf, idOf))
        m_log.note("routes", "are imported in the order in which Higress tries them: in Signalbox the first match is used", "check the order");
}

Settings HigressImport::finished()
{
    for (HigressRoute& entry : m_routes)
        for (const HigressTarget& target : entry.targets)
            assume(target);
    orderRoutes();
    const std::vector<HigressRoute> asRead = m_routes;
    for (std::size_t i = 0; i < asRead.size(); ++i) {
        HigressRoute entry = asRead[i];
        guard(entry); // while its targets have the console's provider names
        for (HigressTarget& target : entry.targets) {
            placeMapping(entry, target);
            entry.route.targets.push_back(target.target);
        }
        applyRetry(entry.route);
        m_settings.routes.push_back(std::move(entry.route));
    }
    switchOffUnused();
    return std::move(m_settings);
}

} // namespace

Settings importHigress(const Json& document, ImportLog& log, std::vector<std::string>& assumed)
{
    HigressImport import(log, assumed);
    import.readAny(document, {});
    return import.finished();
}

} // namespace gateway::config::foreign
