#pragma once

#include "live.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace gateway::usage {

/// What live figures are taken apart by.
enum class LiveBy { Provider, Model, Consumer, Process };

/// What is going on at one provider, with one model, of one consumer or program.
struct LiveGroup {
    std::string name; ///< empty: none, or not known
    std::int64_t inFlight = 0;
    std::int64_t waiting = 0; ///< of these, without a first token
    Milliseconds oldest{-1}; ///< the age of the oldest of these; -1: there is none
    Milliseconds firstToken{-1}; ///< the mean of those in flight that have one; -1: none has
    double inputPerSecond = 0; ///< tokens; counted when exchanges end
    double outputPerSecond = 0; ///< tokens and reasoning; never below 0
    double exchangesPerSecond = 0; ///< ended
    double failedPerSecond = 0; ///< of these
};

/// Rates of the time between the first of `window` and its last, which are snapshots one behind the other, none left out; in
/// flight is what the last one has. With fewer than two, or no time between them, the rates are 0. Sorted by name; groups
/// of which there is nothing to tell are left out. Pure. Any thread.
std::vector<LiveGroup> liveRates(std::span<const LiveSnapshot> window, LiveBy by);

} // namespace gateway::usage
