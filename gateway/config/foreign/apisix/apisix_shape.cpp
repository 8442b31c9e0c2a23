#include "apisix_shape.h"

#include "apisix_kubernetes.h"

#include <algorithm>

namespace gateway::config::foreign {

const Json& unwrapped(const Json& node)
{
    const Json* inner = &node;
    for (const char* wrapper : {"node", "value"})
        if (inner->is_object() && inner->contains(wrapper) && (*inner)[wrapper].is_object())
            inner = &(*inner)[wrapper];
    return *inner;
}

bool isPluginAlone(const Json& node)
{
    return node.is_object() && !node.contains("plugins") && !node.contains("routes")
        && (node.contains("instances") || node.contains("providers")
            || (node.contains("provider") && node.contains("auth")));
}

bool looksLikeApisix(const Json& document)
{
    const Json& root = unwrapped(document);
    if (root.is_array())
        return std::any_of(root.begin(), root.end(), looksLikeApisix);
    if (!root.is_object())
        return false;
    if (ApisixKubernetes::isObject(root) && !root.contains("items"))
        return ApisixKubernetes::isApisix(root);
    for (const char* field : {"plugins", "uri", "uris", "instances", "username", "plugin_configs", "global_rules", "consumer_groups", "services", "ssls"})
        if (root.contains(field))
            return true;
    for (const char* list : {"routes", "list", "consumers", "items"})
        if (root.contains(list) && root[list].is_array()
            && std::any_of(root[list].begin(), root[list].end(), looksLikeApisix))
            return true;
    const bool older = root.contains("providers") && root["providers"].is_array() && !root["providers"].empty()
        && root["providers"].front().is_object();
    return older && !root["providers"].front().contains("type") && root["providers"].front().contains("auth");
}

} // namespace gateway::config::foreign
