#pragma once

#include <cstddef>
#include <string>

namespace gateway::host {

/// An experiment has shown which arm is better. Told once.
struct ExperimentNotice {
    std::string experiment; ///< name
    std::string route;      ///< id
    std::size_t winner = 0; ///< arm, 0 or 1
    std::string target;     ///< of that arm, as PROVIDER/MODEL
    bool stops = false;     ///< it gets all requests from now on

    bool operator==(const ExperimentNotice&) const = default;
};

} // namespace gateway::host
