#include "higress_shape.h"

namespace gateway::config::foreign {

bool isPlugin(const Json& node) { return node.contains("spec") && node["spec"].is_object(); }

bool isPluginConfig(const Json& node)
{
    return (node.contains("provider") && node["provider"].is_object())
        || (node.contains("providers") && (node.contains("activeProviderId") || !node.contains("routes")));
}

bool isRoute(const Json& node) { return node.contains("upstreams") || node.contains("modelPredicates"); }

bool isProvider(const Json& node)
{
    const bool isNamed = node.contains("name") || node.contains("id");
    return node.contains("type") && (isNamed || node.contains("tokens") || node.contains("apiTokens"));
}

bool isConsumer(const Json& node) { return node.contains("credentials"); }

bool looksLikeHigress(const Json& document)
{
    if (document.is_array())
        return !document.empty() && looksLikeHigress(document.front());
    if (!document.is_object())
        return false;
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
