#pragma once

#include "gateway/config/foreign/reading/foreign_object.h"

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace gateway::config::foreign {

/// An object of the document and where it is.
struct ApisixPart {
    const Json* node = nullptr;
    std::string path;
    std::optional<std::size_t> within = {}; ///< index of the service or consumer group that it is nested in
};

/// The objects of a document by their kind, whichever form the document has: standalone files, answers of the
/// Admin API, ADC files, or Kubernetes objects of the Ingress Controller, which are made into those of the Admin API.
struct ApisixDocument {
    std::vector<ApisixPart> routes;
    std::vector<ApisixPart> services;
    std::vector<ApisixPart> pluginConfigs;
    std::vector<ApisixPart> consumers;
    std::vector<ApisixPart> credentials; ///< with an id or key "...consumers/NAME/credentials/ID"
    std::vector<ApisixPart> consumerGroups;
    std::vector<ApisixPart> globalRules; ///< the objects that hold the plugins
    std::vector<ApisixPart> certificates;
    std::vector<ApisixPart> broken; ///< what guards all routes but cannot be read
    std::deque<Json> made; ///< the objects that were made of others

    /// Which name two objects have that others refer to, and what to do; empty: each name is that of one.
    std::string ambiguity() const;
    /// The index of the entry of that id in one of the lists. An id may be a number in one place and its digits in another.
    static std::optional<std::size_t> find(const std::vector<ApisixPart>& list, const Json& id);
};

/// Sorts the objects of `document`, and lists those of a kind that is not carried over. The result must not outlive `document`.
ApisixDocument sortApisix(const Json& document, ImportLog& log);

} // namespace gateway::config::foreign
