#pragma once

#include "failure_policy.h"

#include "gateway/config/settings/route_settings.h"
#include "gateway/core/clock.h"

#include <string>

namespace gateway::routing {

/// What is set aside after failures: a key (of one model, or of all), a model of a
/// provider, or a provider. What it does not concern is empty.
struct Rest {
    std::string provider;
    std::string key;
    std::string model;
    config::FailureClass failure = config::FailureClass::ServerError;
    std::string reason;  ///< short and safe, such as "429"
    WallTime since{};
    WallTime until{};    ///< when one attempt is let through, by the wall clock: for display and for the file
    int rests = 1;       ///< in a row
    bool isBeingTried = false;
    Milliseconds time{0}; ///< the length of the current cooldown when it was set; 0: not known
    TimePoint ends{};     ///< the end that counts, on the clock of `Health`; unset in what was read from a file
    std::string operation = {}; ///< the only kind of operation that is affected, such as "images"; empty: all of them
    std::string words = {}; ///< the provider's, of an account that it refuses; they may repeat a prompt, and are written to no file

    Rests scope() const
    {
        if (key.empty())
            return model.empty() ? Rests::Provider : Rests::Model;
        return model.empty() ? Rests::Key : Rests::KeyOnModel;
    }
    bool operator==(const Rest&) const = default;
};

} // namespace gateway::routing
