#pragma once

#include <optional>

namespace gateway::config {

/// What one place of the configuration says of a policy: nothing, and the next wider place decides (empty); that it is off there
/// (null); or its settings.
template <class T> using PolicySetting = std::optional<std::optional<T>>;

/// `policies` of one place: of the whole gateway, of a route or of a consumer. It has a `PolicySetting` for each policy whose
/// settings are there.
struct PolicySettings {
    bool operator==(const PolicySettings&) const = default;
};

} // namespace gateway::config
