#pragma once

#include <cstddef>
#include <limits>

namespace gateway::protocol {

/// What a provider does not support of the format that it speaks. Requests in that format are sent unchanged, and the
/// provider reports what is wrong.
struct TargetLimits {
    std::size_t mostTools = 0; ///< 0: any number
    bool noForcing = false;    ///< it does not support requiring a tool call
    bool noNaming = false;     ///< it does not support requiring a specific tool
    /// The number of stop sequences it supports, up to the format's own limit.
    std::size_t mostStops = std::numeric_limits<std::size_t>::max();
    bool oneAnswer = false;    ///< it gives one answer per request
    bool noFiles = false;      ///< it accepts no documents, only their text
};

} // namespace gateway::protocol
