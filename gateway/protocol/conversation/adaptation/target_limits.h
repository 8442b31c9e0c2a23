#pragma once

#include <cstddef>
#include <limits>

namespace gateway::protocol {

/// What a provider does not take of the format that it speaks. Requests in that very format go there as they
/// are: the provider says what is wrong with them.
struct TargetLimits {
    std::size_t mostTools = 0; ///< 0: any number
    bool noForcing = false;    ///< it cannot be told that some tool has to be called
    bool noNaming = false;     ///< nor which one
    std::size_t mostStops = std::numeric_limits<std::size_t>::max(); ///< sequences that end an answer, of those that its format has
    bool oneAnswer = false;    ///< it gives one answer for each request
    bool noFiles = false;      ///< it takes no documents, but for their words
};

} // namespace gateway::protocol
