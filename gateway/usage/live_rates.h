#pragma once

#include "live.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace gateway::usage {

/// How live figures are grouped.
enum class LiveBy { Provider, Model, Consumer, Process };

/// Current activity of one provider, model, consumer or program.
struct LiveGroup {
    std::string name; ///< empty: none, or unknown
    std::int64_t inFlight = 0;
    std::int64_t waiting = 0; ///< of these, without a first token
    Milliseconds oldest{-1}; ///< age of the oldest of these; -1: none
    Milliseconds firstToken{-1}; ///< mean of those in flight that have a first token; -1: none
    double inputPerSecond = 0; ///< tokens, counted when exchanges end
    double outputPerSecond = 0; ///< tokens including reasoning; never below 0
    double exchangesPerSecond = 0; ///< ended
    double failedPerSecond = 0; ///< of these
};

/// Rates between the first and the last snapshot of `window`, which must be consecutive; exchanges in flight are those
/// of the last. With fewer than two snapshots, or no time between them, the rates are 0. Sorted by name, without empty
/// groups. Pure. Any thread.
std::vector<LiveGroup> liveRates(std::span<const LiveSnapshot> window, LiveBy by);

} // namespace gateway::usage
