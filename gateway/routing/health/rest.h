#pragma once

#include "failure_policy.h"

#include "gateway/config/settings/route_settings.h"
#include "gateway/core/clock.h"
#include "gateway/core/text/sentence.h"

#include <string>

namespace gateway::routing {

/// A cooldown: of a key (for one model or all), a model of a provider, or a provider. Fields for what it does not
/// concern are empty.
struct Rest {
    std::string provider;
    std::string key;
    std::string model;
    config::FailureClass failure = config::FailureClass::ServerError;
    Sentence reason;     ///< short and without secrets, such as "429"
    WallTime since{};
    WallTime until{};    ///< end in wall clock time, when one attempt is allowed: for display and for the file
    int rests = 1;       ///< consecutive cooldowns
    bool isBeingTried = false;
    Milliseconds time{0}; ///< the length of the current cooldown when it began; 0: unknown
    TimePoint ends{};     ///< the authoritative end on the clock of `Health`; unset if read from a file
    std::string operation = {}; ///< the only kind of operation that is affected, such as "images"; empty: all of them
    /// The provider's, about an account that it rejects; they may repeat a prompt, and are not written to any file.
    std::string words = {};

    Rests scope() const
    {
        if (key.empty())
            return model.empty() ? Rests::Provider : Rests::Model;
        return model.empty() ? Rests::Key : Rests::KeyOnModel;
    }
    bool operator==(const Rest&) const = default;
};

} // namespace gateway::routing
