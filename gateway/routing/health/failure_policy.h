#pragma once

#include "gateway/config/route_settings.h"
#include "gateway/core/clock.h"

#include <optional>
#include <string_view>

namespace gateway::routing {

/// What follows a failed attempt.
enum class Next {
    RetrySameKey,
    NextKey, ///< of the same target; the next target where there is none
    NextTarget,
    GiveUp, ///< the client gets this failure
};

/// What a failure of a class sets aside.
enum class Rests { Nothing, Key, KeyOnModel, Model, Provider };

/// What follows from a failure of a class.
struct FailurePolicy {
    Next then = Next::NextTarget;
    Rests rests = Rests::Nothing;
    bool atOnce = false;  ///< rests at the first failure, not only at the threshold
    Milliseconds rest{0}; ///< how long where the provider did not say; 0: by the health's own schedule

    bool operator==(const FailurePolicy&) const = default;
};

/// "retry_same_key" and so on; the words of `failures.classes` in the configuration.
std::string_view toText(Next next);
std::optional<Next> nextOf(std::string_view text);

/// "key_on_model" and so on.
std::string_view toText(Rests rests);
std::optional<Rests> restsOf(std::string_view text);

} // namespace gateway::routing
