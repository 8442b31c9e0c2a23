#pragma once

#include "limit_settings.h"

#include <optional>
#include <vector>

namespace gateway::config {

/// The setting of a policy at one place of the configuration: empty (the next wider place decides), null (disabled
/// here), or its settings.
template <class T> using PolicySetting = std::optional<std::optional<T>>;

enum class LoopAction { Warn, Refuse };

/// The loop guard: what happens if a conversation repeats the same tool call with the same result.
struct LoopSettings {
    int repeats = 5; ///< equal calls in a row, 2 to 1000
    LoopAction action = LoopAction::Warn;

    bool operator==(const LoopSettings&) const = default;
};

/// `policies` of one place: the whole gateway, a route or a consumer. It has a `PolicySetting` for each policy that can
/// be set there.
struct PolicySettings {
    PolicySetting<std::vector<LimitSettings>> limits = {}; ///< those of all places apply together
    PolicySetting<LoopSettings> loop = {};

    bool operator==(const PolicySettings&) const = default;
};

} // namespace gateway::config
