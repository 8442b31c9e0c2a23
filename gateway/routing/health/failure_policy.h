#pragma once

#include "gateway/config/settings/failure_settings.h"
#include "gateway/core/clock.h"

namespace gateway::routing {

using config::Next;
using config::Rests;

/// What follows from a failure of a class.
struct FailurePolicy {
    Next then = Next::NextTarget;
    Rests rests = Rests::Nothing;
    bool atOnce = false;  ///< rests at the first failure, not only at the threshold
    Milliseconds rest{0}; ///< how long where the provider did not say; 0: by the health's own schedule

    bool operator==(const FailurePolicy&) const = default;
};

} // namespace gateway::routing
