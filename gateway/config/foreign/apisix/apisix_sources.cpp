#include "apisix_sources.h"

#include "apisix_vars.h"

#include <algorithm>

namespace gateway::config::foreign {

// Sources: api7/adc: schema.json (service: path_prefix); apache/apisix: apisix/plugin.lua (merge_service_route, check_disable, meta_filter), apisix/plugin_config.lua (merge),
// apisix/schema_def.lua (plugin_injected_schema), apisix/http/route.lua: a service's hosts count where the route has none.

namespace {

constexpr std::string_view kPluginConfig = "plugin_config_id";
constexpr std::string_view kService = "service_id";

void readMeta(ApisixPlugin& plugin, ImportLog& log)
{
    if (plugin.isNull() || !plugin.config->is_object())
        return;
    const auto found = plugin.config->find("_meta");
    if (found == plugin.config->end() || found->is_null())
        return;
    if (!found->is_object()) {
        plugin.isConditional = true;
        return;
    }
    ForeignObject meta(&*found, plugin.path + "._meta", log);
    const Json* disable = meta.take("disable");
    plugin.isDisabled = disable && disable->is_boolean() && disable->get<bool>();
    const Json* filter = meta.take("filter");
    const bool isFiltered = filter && !(filter->is_array() && filter->empty());
    plugin.isConditional = isFiltered || meta.take("pre_function") || (disable && !disable->is_boolean());
    meta.drop("priority", "Signalbox has no plugin order");
    meta.drop("error_response", "errors use the format of the client's protocol");
    meta.dropRest();
}

} // namespace

bool isApisixAi(std::string_view plugin) { return plugin == "ai-proxy-multi" || plugin == "ai-proxy"; }

std::vector<ApisixPlugin> pluginsIn(const Json* plugins, const std::string& path, ImportLog& log)
{
    std::vector<ApisixPlugin> list;
    ForeignObject object(plugins, path, log);
    for (const std::string& name : object.restWithNulls()) {
        ApisixPlugin plugin{name, object.take(name), object.pathOf(name)};
        readMeta(plugin, log);
        list.push_back(std::move(plugin));
    }
    return list;
}

ApisixSources::ApisixSources(ForeignObject& route, const ApisixPart& part, const ApisixDocument& document)
{
    add(route.take("plugins"), route.pathOf("plugins"), route.log());
    if (const Json* id = route.take(kPluginConfig)) {
        if (id->is_array())
            for (auto each = id->rbegin(); each != id->rend(); ++each)
                addConfig(route, *each, document);
        else
            addConfig(route, *id, document);
    }
    const Json* id = route.take(kService);
    const auto service = id ? ApisixDocument::find(document.services, *id) : part.within;
    if (service) {
        const ApisixPart& found = document.services[*service];
        addService(route, found, id ? route.pathOf(kService) : (found.path.empty() ? "" : found.path + '.') + "plugins");
    } else if (id) {
        m_missing.push_back(kService);
    }
    for (std::size_t i = m_plugins.size(); i-- > 0;)
        if (isApisixAi(m_plugins[i].name) && !m_plugins[i].isDisabled)
            m_ai = i;
}

void ApisixSources::addConfig(ForeignObject& route, const Json& id, const ApisixDocument& document)
{
    const auto index = ApisixDocument::find(document.pluginConfigs, id);
    if (!index)
        return m_missing.push_back(kPluginConfig);
    const ApisixPart& config = document.pluginConfigs[*index];
    m_used.push_back(config.path);
    add(config.node->contains("plugins") ? &(*config.node)["plugins"] : nullptr, route.pathOf(kPluginConfig), route.log());
}

void ApisixSources::addService(ForeignObject& route, const ApisixPart& service, const std::string& path)
{
    m_used.push_back(service.path);
    m_service.emplace(service.node, service.path, route.log());
    add(m_service->take("plugins"), path, route.log());
}

void ApisixSources::add(const Json* plugins, const std::string& path, ImportLog& log)
{
    for (ApisixPlugin& plugin : pluginsIn(plugins, path, log)) {
        const auto known = std::find_if(
            m_plugins.begin(), m_plugins.end(), [&](const ApisixPlugin& each) { return each.name == plugin.name; });
        if (known == m_plugins.end()) {
            m_plugins.push_back(std::move(plugin));
            continue;
        }
        if (known->isNull())
            std::swap(*known, plugin);
        log.list(Fate::NotCarriedOver, plugin.path, "plugin " + plugin.name, "the one at " + known->path + " counts");
    }
}

const ApisixPlugin* ApisixSources::disabledAi() const
{
    const auto found = std::find_if(m_plugins.begin(), m_plugins.end(),
        [](const ApisixPlugin& each) { return isApisixAi(each.name) && each.isDisabled; });
    return found == m_plugins.end() ? nullptr : &*found;
}

std::optional<std::vector<std::string>> ApisixSources::hosts()
{
    if (!m_service || !m_service->has("hosts"))
        return std::nullopt;
    return m_service->texts("hosts");
}

std::string ApisixSources::pathPrefix()
{
    if (!m_service || !m_service->has("path_prefix"))
        return {};
    const std::string prefix = m_service->text("path_prefix").value_or(std::string());
    if (!prefix.empty() && (!prefix.starts_with('/') || !isPlainPath({TextMatch::Kind::Prefix, prefix})))
        m_service->log().error(m_service->pathOf("path_prefix"), "must start with a slash and have no wildcards");
    return prefix.ends_with('/') ? prefix.substr(0, prefix.size() - 1) : prefix;
}

std::string ApisixSources::scriptPath() const
{
    return m_service && m_service->has("script") ? m_service->pathOf("script") : std::string();
}

} // namespace gateway::config::foreign
