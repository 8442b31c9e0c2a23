#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/text/sentence.h"

#include <optional>
#include <string>

namespace gateway::host {

/// A limit has reached a percentage at which the user wants to be told.
struct LimitNotice {
    std::string limit; ///< name
    std::string who;   ///< identifies the counter
    Sentence whom;     ///< the same in words: consumer "ci"
    int level = 0;     ///< the percentage that was reached, from `warn_at`
    int percent = 0;   ///< used, rounded down
    bool isReached = false; ///< requests are refused, or sent elsewhere
    std::optional<WallTime> resetsAt; ///< for a sliding window, when its oldest use leaves it; empty: unknown

    bool operator==(const LimitNotice&) const = default;
};

} // namespace gateway::host
