#pragma once

#include "latency_histogram.h"
#include "totals.h"

#include <string>
#include <string_view>

namespace gateway::usage {

/// What is kept of the exchanges of a series that began in one minute, hour or day.
struct RollupSums {
    Totals totals;
    LatencyHistogram firstToken; ///< of all that came to one
    LatencyHistogram duration; ///< of those that were answered to their end

    void add(const RollupSums& more);
    /// As in the file.
    std::string toBytes() const;
    /// Adds what `toBytes()` said, without its times if nobody wants them. False: the bytes are damaged.
    bool addBytes(std::string_view bytes, bool withLatency);

    bool operator==(const RollupSums&) const = default;
};

} // namespace gateway::usage
