#pragma once

#include "apisix_document.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::config::foreign {

/// A plugin that counts for a route, a global rule or a consumer.
struct ApisixPlugin {
    std::string name;
    const Json* config = nullptr; ///< null where there is nothing behind the name
    std::string path;
    bool isDisabled = false; ///< `_meta.disable`
    bool isConditional = false; ///< it runs for some requests only

    /// Its configuration; without fields where there is none.
    ForeignObject object(ImportLog& log) const { return {isNull() ? nullptr : config, path, log}; }
    bool isNull() const { return !config || config->is_null(); }
};

/// The plugins of an object, with what their `_meta` says. `plugins` may be null.
std::vector<ApisixPlugin> pluginsIn(const Json* plugins, const std::string& path, ImportLog& log);

/// Whether it asks models.
bool isApisixAi(std::string_view plugin);

/// What holds for a route: its own plugins, then those of its plugin configuration,
/// then those of its service; of two of a name the first one counts. One with nothing behind
/// its name never takes the place of another.
class ApisixSources {
public:
    ApisixSources(ForeignObject& route, const ApisixPart& part, const ApisixDocument& document);

    const std::vector<ApisixPlugin>& plugins() const { return m_plugins; }
    /// The one plugin that asks models; null: there is none that is switched on.
    const ApisixPlugin* ai() const { return m_ai < m_plugins.size() ? &m_plugins[m_ai] : nullptr; }
    /// One that is disabled; null: there is none.
    const ApisixPlugin* disabledAi() const;
    /// The service's hosts. Nothing if it has none.
    std::optional<std::vector<std::string>> hosts();
    /// What stands before each path of the service's routes (ADC); empty: nothing.
    std::string pathPrefix();
    /// The service's script; empty: it has none.
    std::string scriptPath() const;
    /// The fields that name something which the document does not hold.
    const std::vector<std::string_view>& missing() const { return m_missing; }
    /// The services and plugin configurations that are used.
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
