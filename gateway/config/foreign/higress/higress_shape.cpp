#include "higress_shape.h"

#include "gateway/core/json/json_fields.h"

#include <algorithm>
#include <initializer_list>
#include <string>

namespace gateway::config::foreign {

namespace {

std::string kindOf(const Json& node)
{
    return json::textOf(node, "kind");
}

bool hasAny(const Json& node, std::initializer_list<const char*> fields)
{
    return std::any_of(fields.begin(), fields.end(), [&](const char* field) { return node.contains(field); });
}

/// A ConfigMap in which the console stores an AI route.
bool isRouteMap(const Json& node)
{
    if (kindOf(node) != "ConfigMap" || !node.contains("metadata") || !node["metadata"].is_object())
        return false;
    const Json& metadata = node["metadata"];
    const bool isNamed = metadata.contains("name") && metadata["name"].is_string()
        && metadata["name"].get_ref<const std::string&>().starts_with("ai-route-");
    return isNamed || (metadata.contains("labels") && metadata["labels"].is_object() && metadata["labels"].contains("higress.io/config-map-type"));
}

} // namespace

bool isPlugin(const Json& node)
{
    if (!node.contains("spec") || !node["spec"].is_object())
        return false;
    const std::string kind = kindOf(node);
    return kind == "WasmPlugin" || (kind.empty() && hasAny(node["spec"], {"url", "defaultConfig", "matchRules", "pluginConfig"}));
}

bool isPluginConfig(const Json& node)
{
    return (node.contains("provider") && node["provider"].is_object())
        || (node.contains("providers") && (node.contains("activeProviderId") || !node.contains("routes")));
}

bool isRoute(const Json& node)
{
    return node.contains("modelPredicates") || (node.contains("upstreams") && !hasAny(node, {"routes", "services", "consumers", "plugins"}));
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
    if (!document.is_object() || hasAny(document, {"services", "global_rules", "plugin_configs", "consumer_groups", "ssls", "list"}))
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
