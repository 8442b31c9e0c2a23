#pragma once

#include "gateway/config/foreign/reading/foreign_object.h"

#include <optional>
#include <string_view>
#include <vector>

namespace gateway::config::foreign {

/// The lists of a document that its routes and consumers refer to; each may be null.
struct ApisixLists {
    const Json* pluginConfigs = nullptr;
    const Json* services = nullptr;
    const Json* consumerGroups = nullptr;
};

/// The entry of such a list; null: there is none.
const Json* apisixEntry(const Json* list, const Json& id);

/// What holds for a route: its own plugins, then those of its plugin configuration,
/// then those of its service; of two of a name the first one counts.
class ApisixSources {
public:
    ApisixSources(ForeignObject& route, const ApisixLists& lists);

    /// The object that holds the plugin which counts; null: there is no such plugin.
    ForeignObject* holderOf(std::string_view plugin);
    /// The same for the one plugin that asks models.
    ForeignObject* aiHolder();
    std::vector<ForeignObject>& layers() { return m_layers; }
    /// The service's hosts.
    std::vector<std::string> hosts();
    /// The fields that name something which the document does not hold.
    const std::vector<std::string_view>& missing() const { return m_missing; }

private:
    void add(const Json* plugins, const std::string& path, ImportLog& log);

    std::vector<ForeignObject> m_layers;
    std::optional<ForeignObject> m_service;
    std::vector<std::string_view> m_missing;
};

} // namespace gateway::config::foreign
