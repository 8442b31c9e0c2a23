#pragma once

#include "gateway/core/clock.h"

#include <string>

namespace gateway::host {

/// One line of the application log.
struct LogLine {
    WallTime at{};
    int level = 0;    ///< 0 debug, 1 info, 2 warning, 3 error
    std::string room; ///< "gateway.exchange"
    std::string text;
};

} // namespace gateway::host
