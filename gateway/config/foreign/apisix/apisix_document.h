#pragma once

#include "gateway/config/foreign/reading/foreign_object.h"

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace gateway::config::foreign {

/// An object of the document and its path.
struct ApisixPart {
    const Json* node = nullptr;
    std::string path;
    std::optional<std::size_t> within = {}; ///< index of the service or consumer group that contains it
};

/// The objects of a document by kind, whatever its format: standalone files, Admin API responses, ADC files, or
/// Kubernetes objects of the Ingress Controller, which are converted to Admin API objects.
struct ApisixDocument {
    std::vector<ApisixPart> routes;
    std::vector<ApisixPart> services;
    std::vector<ApisixPart> pluginConfigs;
    std::vector<ApisixPart> consumers;
    std::vector<ApisixPart> credentials; ///< with an id or key "...consumers/NAME/credentials/ID"
    std::vector<ApisixPart> consumerGroups;
    std::vector<ApisixPart> globalRules; ///< the objects that contain the plugins
    std::vector<ApisixPart> certificates;
    std::vector<ApisixPart> broken; ///< unreadable objects that guard all routes
    std::deque<Json> made; ///< objects created from others

    /// Message if two objects share a name that others refer to, with the remedy; empty: all names are unambiguous.
    std::string ambiguity() const;
    /// The index of the entry with that id. An id may be a number in one place and its digits in another.
    static std::optional<std::size_t> find(const std::vector<ApisixPart>& list, const Json& id);
};

/// Sorts the objects of `document` and lists those of kinds that are not converted. The result must not outlive
/// `document`.
ApisixDocument sortApisix(const Json& document, ImportLog& log);

} // namespace gateway::config::foreign
