#include "apisix_document.h"

#include "apisix_guards.h"
#include "apisix_kubernetes.h"
#include "apisix_shape.h"

#include "gateway/core/json/json_fields.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace gateway::config::foreign {

namespace {

// Sources: apache/apisix: docs/en/latest/admin-api.md, docs/en/latest/deployment-modes.md ("Standalone"),
// apisix/core/config_yaml.lua; api7/adc: schema.json.

struct OtherKind {
    std::string_view list;
    const char* reason;
};
constexpr std::array kOtherKinds{
    OtherKind{"upstreams", "an AI plugin has its own instance addresses"},
    OtherKind{"stream_routes", "Signalbox does not route TCP and UDP"},
    OtherKind{"protos", "Signalbox does not transcode gRPC"},
    OtherKind{"secrets", "secret managers are not queried; store the keys with signalboxd key set"},
    OtherKind{"plugin_metadata", "Signalbox has no plugin metadata"},
    OtherKind{"plugins", "Signalbox does not load plugins"},
    OtherKind{"consumer_credentials", "a credential without its consumer has no effect"},
};

constexpr std::string_view kCredentials = "/credentials/";

std::string plainId(const Json& id) { return id.is_string() ? id.get<std::string>() : gateway::toText(id); }

class Sorter {
public:
    Sorter(ApisixDocument& into, ImportLog& log)
        : m_into(into)
        , m_log(log)
        , m_kubernetes(into, log)
    {
    }

    void readRoot(const Json& document);

private:
    void readSet(ForeignObject set);
    void readList(const Json& list, const std::string& path, std::string_view kind);
    void readEntry(const Json& entry, const std::string& path, std::string_view kind);
    void add(std::string_view kind, const Json& node, const std::string& path);
    void addService(const Json& node, const std::string& path);
    void addGroup(const Json& node, const std::string& path);
    void addUnclear(const Json& node, const std::string& path);
    void readGlobalRules(const Json& rules, const std::string& path);

    ApisixDocument& m_into;
    ImportLog& m_log;
    ApisixKubernetes m_kubernetes;
};

/// "routes" in "/apisix/routes/1"; empty: the key does not tell.
std::string_view kindInKey(std::string_view key)
{
    static constexpr std::array<std::string_view, 13> kKinds{"routes", "services", "consumers", "plugin_configs",
        "consumer_groups", "global_rules", "ssls", "upstreams", "stream_routes", "protos", "secrets",
        "plugin_metadata", "credentials"};
    if (key.find(kCredentials) != std::string_view::npos)
        return "credentials";
    for (const std::string_view kind : kKinds) {
        const std::string part = '/' + std::string(kind) + '/';
        if (key.find(part) != std::string_view::npos || (key.starts_with(kind) && key.substr(kind.size()).starts_with('/')))
            return kind;
    }
    return {};
}

/// By its id.
bool isCredential(const Json& node) { return json::textOf(node, "id").find(kCredentials) != std::string::npos; }

/// By fields that only objects of that kind have.
std::string_view kindByFields(const Json& node)
{
    if (node.contains("username"))
        return "consumers";
    if (isCredential(node))
        return "credentials";
    if (node.contains("uri") || node.contains("uris"))
        return "routes";
    if (node.contains("snis") || node.contains("sni") || node.contains("cert") || node.contains("certificates"))
        return "ssls";
    if (node.contains("routes"))
        return "services";
    if (node.contains("consumers"))
        return "consumer_groups";
    return node.contains("nodes") && !node.contains("plugins") ? "upstreams" : std::string_view();
}

/// Whether it is a whole configuration, or one of its documents, and not a single object.
bool isSet(const Json& node)
{
    if (!node.is_object() || json::hasAny(node, {"uri", "uris", "username"}))
        return false;
    if (json::hasAny(node, {"services", "global_rules", "plugin_configs", "consumer_groups", "ssls", "ssl", "list"}))
        return true;
    const bool isOne = (node.contains("plugins") && node["plugins"].is_object())
        || json::hasAny(node, {"id", "name", "upstream", "upstream_id", "hosts", "path_prefix", "strip_path_prefix"});
    return json::hasAny(node, {"routes", "consumers"}) && !isOne;
}

void Sorter::readRoot(const Json& document)
{
    const Json& root = unwrapped(document);
    const std::string path = &root == &document ? "" : "value";
    if (root.is_array())
        return readList(root, "", {});
    if (!root.is_object())
        return m_log.error(path, "must be an object or an array");
    if (ApisixKubernetes::isObject(root))
        return m_kubernetes.read(root, path);
    if (json::findText(root, "kind") && root.contains("items") && root["items"].is_array()) {
        listEnvelope(root, path, {"items"}, m_log);
        return readList(root["items"], "items", {});
    }
    if (isSet(root))
        return readSet({&root, path, m_log});
    readEntry(document, {}, {});
}

void Sorter::readSet(ForeignObject set)
{
    if (const Json* list = set.take("list"))
        list->is_array() ? readList(*list, set.pathOf("list"), {}) : m_log.error(set.pathOf("list"), "must be an array");
    for (const char* kind : {"services", "routes", "consumers", "plugin_configs", "consumer_groups", "ssls", "ssl"}) {
        const Json* list = set.take(kind);
        if (list && list->is_array())
            readList(*list, set.pathOf(kind), std::string_view(kind) == "ssl" ? "ssls" : kind);
        else if (list) {
            m_log.error(set.pathOf(kind), "must be an array");
            if (std::string_view(kind).starts_with("ssl"))
                m_into.broken.push_back({list, set.pathOf(kind)});
        }
    }
    if (const Json* rules = set.take("global_rules"))
        readGlobalRules(*rules, set.pathOf("global_rules"));
    if (const Json* plugins = set.take("plugins"); plugins && plugins->is_object())
        m_into.globalRules.push_back({plugins, set.pathOf("plugins")}); // their object is unknown: they apply to everything
    else if (plugins)
        m_log.leaveOut(set.pathOf("plugins"), {}, "Signalbox does not load plugins");
    for (const OtherKind& other : kOtherKinds)
        if (const Json* node = set.take(other.list)) {
            const std::string path = set.pathOf(other.list);
            if (node->is_array())
                for (std::size_t i = 0; i < node->size(); ++i)
                    m_log.leaveOut(path + '[' + std::to_string(i) + ']', {}, other.reason);
            else
                m_log.leaveOut(path, {}, other.reason);
        }
    for (const std::string& field : set.rest())
        if (field == "total" || field.ends_with("_conf_version") || field.ends_with("modifiedIndex"))
            set.skip({field});
    set.dropRest();
}

void Sorter::readList(const Json& list, const std::string& path, std::string_view kind)
{
    for (std::size_t i = 0; i < list.size(); ++i)
        readEntry(list[i], path + '[' + std::to_string(i) + ']', kind);
}

void Sorter::readEntry(const Json& entry, const std::string& path, std::string_view kind)
{
    const Json& node = unwrapped(entry);
    const std::string at = &node == &entry ? path : (path.empty() ? "value" : path + ".value");
    if (kind.empty() && ApisixKubernetes::isObject(node))
        return m_kubernetes.read(node, at);
    if (kind.empty() && json::findText(node, "kind") && node.contains("items") && node["items"].is_array())
        return readList(node["items"], at.empty() ? "items" : at + ".items", {});
    if (kind.empty() && isSet(node))
        return readSet({&node, at, m_log});
    if (&node != &entry)
        listEnvelope(entry, path, {"value", "node"}, m_log);
    if (const std::string* const key = &node == &entry ? nullptr : json::findText(entry, "key")) {
        if (const std::string_view byKey = kindInKey(*key); !byKey.empty())
            kind = byKey;
        if (kind == "credentials" && !isCredential(node)) {
            Json made = node;
            made["id"] = *key;
            return m_into.credentials.push_back({&m_into.made.emplace_back(std::move(made)), at});
        }
    }
    if (kind == "consumers" && node.is_object() && !node.contains("username") && kindByFields(node) == "credentials")
        kind = "credentials";
    if (kind.empty() && node.is_object())
        kind = kindByFields(node);
    add(kind, node, at);
}

void Sorter::add(std::string_view kind, const Json& node, const std::string& path)
{
    if (kind == "services")
        return addService(node, path);
    if (kind == "consumer_groups")
        return addGroup(node, path);
    if (kind == "global_rules")
        return readGlobalRules(node, path);
    const ApisixPart part{&node, path};
    if (kind == "routes")
        return m_into.routes.push_back(part);
    if (kind == "consumers")
        return m_into.consumers.push_back(part);
    if (kind == "credentials")
        return m_into.credentials.push_back(part);
    if (kind == "plugin_configs")
        return m_into.pluginConfigs.push_back(part);
    if (kind == "ssls")
        return m_into.certificates.push_back(part);
    for (const OtherKind& other : kOtherKinds)
        if (kind == other.list)
            return m_log.leaveOut(path, {}, other.reason);
    addUnclear(node, path);
}

void Sorter::addService(const Json& node, const std::string& path)
{
    const std::size_t index = m_into.services.size();
    m_into.services.push_back({&node, path});
    if (!node.is_object())
        return;
    const auto pathOf = [&](const char* field, std::size_t i) {
        return (path.empty() ? "" : path + '.') + field + '[' + std::to_string(i) + ']';
    };
    if (node.contains("routes") && node["routes"].is_array())
        for (std::size_t i = 0; i < node["routes"].size(); ++i)
            m_into.routes.push_back({&node["routes"][i], pathOf("routes", i), index});
    if (node.contains("stream_routes") && node["stream_routes"].is_array())
        for (std::size_t i = 0; i < node["stream_routes"].size(); ++i)
            m_log.leaveOut(pathOf("stream_routes", i), {}, "Signalbox does not route TCP and UDP");
}

void Sorter::addGroup(const Json& node, const std::string& path)
{
    const std::size_t index = m_into.consumerGroups.size();
    m_into.consumerGroups.push_back({&node, path});
    if (node.is_object() && node.contains("consumers") && node["consumers"].is_array())
        for (std::size_t i = 0; i < node["consumers"].size(); ++i)
            m_into.consumers.push_back({&node["consumers"][i],
                (path.empty() ? "" : path + '.') + "consumers[" + std::to_string(i) + ']', index});
}

/// An object with nothing but plugins: a service, a plugin configuration or a global rule. It is treated as all of
/// these.
void Sorter::addUnclear(const Json& node, const std::string& path)
{
    const Json* plugins = node.is_object() && node.contains("plugins") ? &node["plugins"] : nullptr;
    const bool asks = plugins && plugins->is_object() && (plugins->contains("ai-proxy") || plugins->contains("ai-proxy-multi"));
    const bool isReferring = node.is_object() && (node.contains("service_id") || node.contains("plugin_config_id"));
    if (asks || isReferring || !plugins || !node.contains("id"))
        m_into.routes.push_back({&node, path});
    if (!plugins)
        return;
    m_into.services.push_back({&node, path});
    m_into.pluginConfigs.push_back({&node, path});
    if (!asks && !isReferring)
        m_into.globalRules.push_back({plugins, (path.empty() ? "" : path + '.') + "plugins"});
}

void Sorter::readGlobalRules(const Json& rules, const std::string& path)
{
    if (rules.is_array()) {
        for (std::size_t i = 0; i < rules.size(); ++i) {
            const Json& rule = unwrapped(rules[i]);
            const std::string at = path + '[' + std::to_string(i) + (&rule == &rules[i] ? "]" : "].value");
            if (rule.is_object()) {
                readGlobalRules(rule, at);
            } else {
                m_log.error(at, "must be an object");
                m_into.broken.push_back({&rule, at});
            }
        }
        return;
    }
    if (!rules.is_object()) {
        m_log.error(path, "must be an object");
        return m_into.broken.push_back({&rules, path});
    }
    const bool isRule = rules.contains("plugins") || rules.contains("id");
    if (!isRule) // from ADC: the plugins themselves
        return m_into.globalRules.push_back({&rules, path});
    ForeignObject rule(&rules, path, m_log);
    if (const Json* plugins = rule.take("plugins"))
        m_into.globalRules.push_back({plugins, rule.pathOf("plugins")});
    rule.skip({"id", "desc", "labels", "create_time", "update_time"});
    rule.dropRest();
}

} // namespace

std::string ApisixDocument::ambiguity() const
{
    for (const auto& [list, kind] : {std::pair(&services, "services"), std::pair(&pluginConfigs, "plugin configurations"), std::pair(&consumerGroups, "consumer groups")})
        for (std::size_t i = 0; i < list->size(); ++i) {
            const Json& node = *(*list)[i].node;
            const auto first = node.is_object() && node.contains("id") ? find(*list, node["id"]) : std::nullopt;
            if (first && *first != i && *(*list)[*first].node != node)
                return (*list)[*first].path + " and " + (*list)[i].path + " are two " + kind
                    + " with the same id, and it is not clear which of them applies to the routes; import a document in which each id appears once";
        }
    return {};
}

std::optional<std::size_t> ApisixDocument::find(const std::vector<ApisixPart>& list, const Json& id)
{
    for (std::size_t i = 0; i < list.size(); ++i) {
        const Json& entry = *list[i].node;
        if (entry.is_object() && entry.contains("id") && plainId(entry["id"]) == plainId(id))
            return i;
    }
    return std::nullopt;
}

ApisixDocument sortApisix(const Json& document, ImportLog& log)
{
    ApisixDocument sorted;
    Sorter(sorted, log).readRoot(document);
    return sorted;
}

} // namespace gateway::config::foreign
