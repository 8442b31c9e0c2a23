#include "higress_shape.h"

#include "gateway/core/json/json_fields.h"

#include <string>

namespace gateway::config::foreign {

namespace {

std::string kindOf(const Json& node)
{
    return json::textOf(node, "kind");
}

/// A ConfigMap in which the console stores an AI route.
bool isRouteMap(const Json& node)
{
    if (kindOf(node) != "ConfigMap")
        return false;
    const Json& metadata = json::objectOf(node, "metadata");
    return json::textOf(metadata, "name").starts_with("ai-route-") || json::objectOf(metadata, "labels").contains("higress.io/config-map-type");
}

} // namespace

bool isPlugin(const Json& node)
{
    if (!node.contains("spec") || !node["spec"].is_object())
        return false;
    const std::string kind = kindOf(node);
    return kind == "WasmPlugin" || (kind.empty() && json::hasAny(node["spec"], {"url", "defaultConfig", "matchRules", "pluginConfig"}));
}

bool isPluginConfig(const Json& node)
{
    return (node.contains("provider") && node["provider"].is_object())
        || (node.contains("providers") && (node.contains("activeProviderId") || !node.contains("routes")));
}

bool isRoute(const Json& node)
{
    return node.contains("modelPredicates") || (node.contains("upstreams") && !json::hasAny(node, {"routes", "services", "consumers", "plugins"}));
}

bool isProvider(const Json& node)
{
    const bool isNamed = node.contains("name") || node.contains("id");
    return node.contains("type") && (isNamed || node.contains("tokens") || node.contains("apiTokens"));
}

bool isConsumer(const Json& node) { return node.contains("credentials") && !node.contains("username"); }

bool looksLikeHigress(const Json& document)
{
    if (document.is_array())
        return std::any_of(document.begin(), document.end(), looksLikeHigress);
    if (!document.is_object() || json::hasAny(document, {"services", "global_rules", "plugin_configs", "consumer_groups", "ssls", "list"}))
        return false;
    if (isRouteMap(document))
        return true;
    if (document.contains("kind") && document.contains("apiVersion") && !document.contains("items"))
        return isPlugin(document);
    if (isPlugin(document) || isRoute(document) || isConsumer(document) || isProvider(document))
        return !document.contains("plugins");
    if (document.contains("provider") && document["provider"].is_object())
        return true;
    for (const char* list : {"data", "items", "routes", "providers", "consumers"})
        if (document.contains(list) && document[list].is_structured() && looksLikeHigress(document[list]))
            return true;
    return false;
}

} // namespace gateway::config::foreign
