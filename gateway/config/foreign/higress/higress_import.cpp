#include "higress_import.h"

#include "gateway/config/foreign/reading/consumer_keys.h"
#include "gateway/config/foreign/reading/key_places.h"
#include "gateway/config/foreign/reading/provider_types.h"
#include "gateway/config/foreign/reading/status_classes.h"
#include "higress_guards.h"
#include "higress_route.h"
#include "higress_shape.h"

#include <algorithm>

namespace gateway::config::foreign {

namespace {

constexpr const char* kPluginName = "ai-proxy";
constexpr const char* kAllSwitchedOff =
    "all routes are switched off, since they would let in more; check them and switch them on";

/// BEARER is taken here; of Authorization the part after Bearer is the key, and so it is
/// where no source is named.
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
    void readPlugin(ForeignObject plugin);
    std::optional<std::string> readPluginConfig(ForeignObject config);
    void readRule(ForeignObject rule, std::size_t index);
    void readProvider(ForeignObject object);
    void readConsumer(ForeignObject object);
    void addRoute(HigressRoute route, const std::string& path);
    void addRoute(const std::string& id, const std::string& provider, std::vector<std::string> domains);
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
    bool m_isGuarded = false; // by a plugin that is not carried over
};

void HigressImport::readAny(const Json& node, const std::string& path)
{
    if (node.is_array())
        return readList(node, path);
    if (!node.is_object())
        return m_log.error(path, "must be an object or an array");
    const auto at = [&](const char* key) { return path.empty() ? std::string(key) : path + '.' + key; };
    if (node.contains("data") && (node["data"].is_structured())) // an answer of the console's API
        return readAny(node["data"], at("data"));
    if (node.contains("items") && node["items"].is_array()) // a list of Kubernetes
        return readList(node["items"], at("items"));
    ForeignObject object(&node, path, m_log);
    if (isPlugin(node))
        readPlugin(object);
    else if (isRoute(node))
        addRoute(readHigressRoute(object), path);
    else if (isConsumer(node))
        readConsumer(object);
    else if (node.contains("routes") || node.contains("consumers"))
        readSet(object);
    else if (isPluginConfig(node)) {
        if (const auto active = readPluginConfig(object))
            addRoute("higress", *active, {});
    } else if (isProvider(node))
        readProvider(object);
    else
        m_log.note(path, "is not carried over: it is neither a route, nor a provider, nor a consumer");
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
void HigressImport::readPlugin(ForeignObject plugin)
{
    ForeignObject spec = plugin.object("spec");
    const auto url = spec.text("url").value_or(std::string());
    ForeignObject metadata = plugin.object("metadata");
    const auto name = metadata.text("name").value_or(std::string());
    if (url.find(kPluginName) == std::string::npos && name.find(kPluginName) == std::string::npos) {
        const bool isGuard = isHigressGuard(name, url);
        m_isGuarded = m_isGuarded || isGuard;
        return m_log.note(
            plugin.path(), "is not carried over: only the plugin ai-proxy is", isGuard ? kAllSwitchedOff : "");
    }
    const auto everywhere = readPluginConfig(spec.object("defaultConfig"));
    auto rules = spec.objects("matchRules");
    for (std::size_t i = 0; i < rules.size(); ++i)
        readRule(rules[i], i);
    if (everywhere)
        addRoute("higress", *everywhere, {});
    spec.ignore({"priority", "phase", "defaultConfigDisable", "failStrategy", "imagePullPolicy", "imagePullSecret",
        "selector", "sha256"});
    spec.dropRest();
    plugin.ignore({"apiVersion", "kind", "status"});
    plugin.dropRest();
}

std::optional<std::string> HigressImport::readPluginConfig(ForeignObject config)
{
    std::optional<std::string> active = config.text("activeProviderId");
    for (const ForeignObject& each : config.objects("providers"))
        readProvider(each);
    if (config.has("provider")) {
        readProvider(config.object("provider"));
        if (!m_settings.providers.empty())
            active = m_settings.providers.back().id;
    }
    config.dropRest();
    return active;
}

void HigressImport::readRule(ForeignObject rule, std::size_t index)
{
    const auto domains = rule.texts("domain");
    const auto ingresses = rule.texts("ingress");
    rule.ignore({"service", "configDisable"}); // a service is what a target is here
    const auto active = readPluginConfig(rule.object("config"));
    if (active && !domains.empty())
        addRoute("rule-" + std::to_string(index + 1), *active, domains);
    else if (active && !ingresses.empty())
        m_log.note(rule.pathOf("ingress"), "is not carried over: what an ingress matches stands elsewhere",
            "make a route to " + asId(*active) + ", or import the console's AI route");
    rule.dropRest();
}

void HigressImport::readProvider(ForeignObject object)
{
    HigressRetry retry;
    const std::string path = object.path();
    const std::size_t mark = m_log.errors();
    auto read = readHigressProvider(std::move(object), retry);
    const bool isWrong = m_log.settle(mark,
        read ? "provider " + read->id + " comes in switched off; put it right and switch it on"
             : "the provider is left out");
    if (!read)
        return;
    read->enabled = read->enabled && !isWrong;
    if (ProviderSettings* known = provider(read->id)) {
        if (*known == *read)
            return;
        known->enabled = false; // nobody knows which of the two is meant
        return m_log.note(path, "is a second provider of the name " + read->id + " that says something else",
            "it is left out, and the first one comes in switched off; rename one of them and import both again");
    }
    m_log.origin({EntryName::Kind::Provider, read->id}, path);
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
    m_log.origin({EntryName::Kind::Consumer, consumer.name}, object.path());
    for (ForeignObject& credential : object.objects("credentials")) {
        const auto type = credential.text("type").value_or("key-auth");
        if (type != "key-auth") {
            m_log.note(credential.path(), "is not carried over: only keys are");
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
    object.ignore({"version", "department"});
    object.dropRest();
    if (m_log.settle(mark, "the consumer comes in switched off; put it right and switch it on"))
        consumer.enabled = false;
    m_settings.consumers.push_back(std::move(consumer));
}

/// A second route of a name is called something else.
void HigressImport::addRoute(HigressRoute route, const std::string& path)
{
    const std::string wanted = route.route.id;
    const auto isTaken = [&](const HigressRoute& each) { return each.route.id == route.route.id; };
    for (int i = 2; !wanted.empty() && std::any_of(m_routes.begin(), m_routes.end(), isTaken); ++i)
        route.route.id = wanted + '-' + std::to_string(i);
    if (route.route.id != wanted)
        m_log.note(path, "has the name of another route: this one is called " + route.route.id);
    m_log.origin({EntryName::Kind::Route, route.route.id}, path);
    m_routes.push_back(std::move(route));
}

void HigressImport::addRoute(const std::string& id, const std::string& providerId, std::vector<std::string> domains)
{
    HigressRoute entry;
    entry.route.id = id;
    entry.route.match.domains = std::move(domains);
    entry.route.fallback.on.clear();
    HigressTarget& target = entry.targets.emplace_back();
    target.target.provider = asId(providerId);
    target.target.weight = 100; // as the console has it for the only one
    target.path = "activeProviderId";
    addRoute(std::move(entry), "activeProviderId");
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
    m_log.note(entry.path, "names a provider that the document does not hold: it is made up of its name",
        "import the provider as well, or look at its type and address and store its key: signalboxd key set " + id
            + "/main");
}

/// Whether no other upstream of the provider maps models in another way.
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
        return m_log.note(at, "becomes the provider's model_map, which holds for its requests without a route, too");
    }
    ProviderSettings copy = *known;
    copy.id = asId(known->id + '-' + route.route.id);
    for (int i = 2; provider(copy.id); ++i)
        copy.id = asId(known->id + '-' + route.route.id) + '-' + std::to_string(i);
    copy.modelMap = entry.mapping;
    m_retries[copy.id] = m_retries[known->id];
    entry.target.provider = copy.id;
    m_log.note(at, "differs between routes: the provider is there a second time, as " + copy.id);
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
                + ": a key that is refused or limited gives way to the next one, and other targets are tried after it");
    }
}

Settings HigressImport::finished()
{
    for (HigressRoute& entry : m_routes)
        for (const HigressTarget& target : entry.targets)
            assume(target);
    const std::vector<HigressRoute> asRead = m_routes;
    for (std::size_t i = 0; i < asRead.size(); ++i) {
        HigressRoute entry = asRead[i];
        for (HigressTarget& target : entry.targets) {
            placeMapping(entry, target);
            entry.route.targets.push_back(target.target);
        }
        applyRetry(entry.route);
        entry.route.enabled = entry.route.enabled && !m_isGuarded;
        m_settings.routes.push_back(std::move(entry.route));
    }
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
