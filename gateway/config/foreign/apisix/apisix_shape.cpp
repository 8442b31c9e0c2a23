#include "apisix_shape.h"

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
        return !root.empty() && looksLikeApisix(root.front());
    if (!root.is_object())
        return false;
    for (const char* field : {"plugins", "uri", "uris", "instances", "username", "plugin_configs"})
        if (root.contains(field))
            return true;
    for (const char* list : {"routes", "list", "consumers"})
        if (root.contains(list) && root[list].is_array() && !root[list].empty() && looksLikeApisix(root[list].front()))
            return true;
    const bool older = root.contains("providers") && root["providers"].is_array() && !root["providers"].empty()
        && root["providers"].front().is_object();
    return older && !root["providers"].front().contains("type") && root["providers"].front().contains("auth");
}

} // namespace gateway::config::foreign
