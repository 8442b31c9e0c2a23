#pragma once

#include "apisix_document.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::config::foreign {

/// A plugin that applies to a route, a global rule or a consumer.
struct ApisixPlugin {
    std::string name;
    const Json* config = nullptr; ///< null if the name has no value
    std::string path;
    bool isDisabled = false; ///< `_meta.disable`
    bool isConditional = false; ///< applies to some requests only

    /// Its configuration; without fields if there is none.
    ForeignObject object(ImportLog& log) const { return {isNull() ? nullptr : config, path, log}; }
    bool isNull() const { return !config || config->is_null(); }
};

/// The plugins of an object, with the settings in their `_meta`. `plugins` may be null.
std::vector<ApisixPlugin> pluginsIn(const Json* plugins, const std::string& path, ImportLog& log);

/// Whether the plugin calls models.
bool isApisixAi(std::string_view plugin);

/// What applies to a route: its own plugins, then those of its plugin configuration, then those of its service; the
/// first of each name counts. A plugin without a value never replaces another one.
class ApisixSources {
public:
    ApisixSources(ForeignObject& route, const ApisixPart& part, const ApisixDocument& document);

    const std::vector<ApisixPlugin>& plugins() const { return m_plugins; }
    /// The plugin that calls models; null: none is enabled.
    const ApisixPlugin* ai() const { return m_ai < m_plugins.size() ? &m_plugins[m_ai] : nullptr; }
    /// A disabled plugin that calls models; null: none.
    const ApisixPlugin* disabledAi() const;
    /// The hosts of the service; empty if it has none.
    std::optional<std::vector<std::string>> hosts();
    /// The prefix for each path of the service's routes (ADC); empty: none.
    std::string pathPrefix();
    /// The script of the service; empty: none.
    std::string scriptPath() const;
    /// The fields that refer to objects missing from the document.
    const std::vector<std::string_view>& missing() const { return m_missing; }
    /// The services and plugin configurations in use.
    std::vector<std::string> used() const { return m_used; }

private:
    void add(const Json* plugins, const std::string& path, ImportLog& log);
    void addConfig(ForeignObject& route, const Json& id, const ApisixDocument& document);
    void addService(ForeignObject& route, const ApisixPart& service, const std::string& path);

    std::vector<ApisixPlugin> m_plugins;
    std::size_t m_ai = static_cast<std::size_t>(-1);
    std::optional<ForeignObject> m_service;
    std::vector<std::string_view> m_missing;
    std::vector<std::string> m_used; // paths
};

} // namespace gateway::config::foreign
