#pragma once

#include <string>

namespace gateway::host {

/// A conversation repeats the same tool call with the same result.
struct LoopNotice {
    std::string exchange; ///< id of the request that showed it
    std::string consumer; ///< name
    int repeats = 0;      ///< equal calls in a row

    bool operator==(const LoopNotice&) const = default;
};

} // namespace gateway::host
