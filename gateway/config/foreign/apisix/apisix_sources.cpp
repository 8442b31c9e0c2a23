#include "apisix_sources.h"

#include "apisix_shape.h"

namespace gateway::config::foreign {

// Sources: apache/apisix: apisix/plugin.lua (merge_service_route), apisix/plugin_config.lua (merge),
// apisix/http/route.lua: a service's hosts count where the route has none.

namespace {

constexpr std::string_view kPluginConfig = "plugin_config_id";
constexpr std::string_view kService = "service_id";

/// An id may be a number in one place and its digits in another.
std::string plain(const Json& id) { return id.is_string() ? id.get<std::string>() : gateway::toText(id); }

bool isAi(const ForeignObject& plugins) { return plugins.has("ai-proxy-multi") || plugins.has("ai-proxy"); }

} // namespace

const Json* apisixEntry(const Json* list, const Json& id)
{
    if (list && list->is_array())
        for (const Json& each : *list)
            if (const Json& entry = unwrapped(each);
                entry.is_object() && entry.contains("id") && plain(entry["id"]) == plain(id))
                return &entry;
    return nullptr;
}

ApisixSources::ApisixSources(ForeignObject& route, const ApisixLists& lists)
{
    add(route.take("plugins"), route.pathOf("plugins"), route.log());
    for (const auto& [field, list] :
        {std::pair{kPluginConfig, lists.pluginConfigs}, std::pair{kService, lists.services}}) {
        const Json* id = route.take(field);
        if (!id)
            continue;
        const Json* entry = apisixEntry(list, *id);
        if (!entry) {
            m_missing.push_back(field);
            continue;
        }
        ForeignObject referred(entry, route.pathOf(field), route.log());
        add(referred.take("plugins"), route.pathOf(field), route.log());
        if (field == kService)
            m_service = std::move(referred);
    }
}

void ApisixSources::add(const Json* plugins, const std::string& path, ImportLog& log)
{
    if (!plugins)
        return;
    ForeignObject layer(plugins, path, log);
    for (const std::string& plugin : layer.rest())
        if (holderOf(plugin))
            layer.ignore({plugin});
    m_layers.push_back(std::move(layer));
}

ForeignObject* ApisixSources::holderOf(std::string_view plugin)
{
    for (ForeignObject& layer : m_layers)
        if (layer.has(plugin))
            return &layer;
    return nullptr;
}

ForeignObject* ApisixSources::aiHolder()
{
    for (ForeignObject& layer : m_layers)
        if (isAi(layer))
            return &layer;
    return nullptr;
}

std::vector<std::string> ApisixSources::hosts()
{
    return m_service ? m_service->texts("hosts") : std::vector<std::string>();
}

} // namespace gateway::config::foreign
