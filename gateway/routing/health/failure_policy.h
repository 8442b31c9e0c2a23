#pragma once

#include "gateway/config/settings/failure_settings.h"
#include "gateway/core/clock.h"

namespace gateway::routing {

using config::Next;
using config::Rests;

/// The consequences of a failure class.
struct FailurePolicy {
    Next then = Next::NextTarget;
    Rests rests = Rests::Nothing;
    bool atOnce = false;  ///< cooldown after the first failure, not only at the threshold
    Milliseconds rest{0}; ///< length of the cooldown if the provider gave none; 0: by the schedule of `Health`

    bool operator==(const FailurePolicy&) const = default;
};

} // namespace gateway::routing
