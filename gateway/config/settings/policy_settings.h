#pragma once

#include "limit_settings.h"

#include <optional>
#include <vector>

namespace gateway::config {

/// The setting of a policy at one place of the configuration: empty (the next wider place decides), null (disabled
/// here), or its settings.
template <class T> using PolicySetting = std::optional<std::optional<T>>;

/// `policies` of one place: the whole gateway, a route or a consumer. It has a `PolicySetting` for each policy that can
/// be set there.
struct PolicySettings {
    PolicySetting<std::vector<LimitSettings>> limits = {}; ///< those of all places apply together

    bool operator==(const PolicySettings&) const = default;
};

} // namespace gateway::config
