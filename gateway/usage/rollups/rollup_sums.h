#pragma once

#include "latency_histogram.h"
#include "totals.h"

#include <string>
#include <string_view>

namespace gateway::usage {

/// Sums of the exchanges of a series that began in one minute, hour or day.
struct RollupSums {
    Totals totals;
    LatencyHistogram firstToken; ///< of all exchanges with a first token
    LatencyHistogram duration; ///< of complete answers

    void add(const RollupSums& more);
    /// Serialises the sums for the file.
    std::string toBytes() const;
    /// Adds sums written by `toBytes()`, without latencies unless requested. False: the bytes are damaged.
    bool addBytes(std::string_view bytes, bool withLatency);

    bool operator==(const RollupSums&) const = default;
};

} // namespace gateway::usage
