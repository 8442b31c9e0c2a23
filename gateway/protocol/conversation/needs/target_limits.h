#pragma once

#include <cstddef>

namespace gateway::protocol {

/// What a provider does not take of the format that it speaks. Requests in that very format go there as they
/// are: the provider says what is wrong with them.
struct TargetLimits {
    std::size_t mostTools = 0; ///< 0: any number
    bool noForcing = false;    ///< it cannot be told that some tool has to be called
    bool noNaming = false;     ///< nor which one
    bool oneStop = false;      ///< it takes one place to stop
    bool oneAnswer = false;    ///< it gives one answer for each request
    bool noFiles = false;      ///< it takes no documents, but for their words
};

} // namespace gateway::protocol
