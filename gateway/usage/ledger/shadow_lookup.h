#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/money.h"
#include "gateway/core/result.h"

#include <QString>

#include <cstdint>
#include <string>
#include <vector>

namespace gateway::usage {

/// The copies of one route's requests that were sent to another target for comparison. A value.
struct ShadowSum {
    std::string route;
    std::int64_t copies = 0;
    std::int64_t answered = 0;
    std::vector<Money> cost; ///< what is known of it, one for each currency
    bool isCostWhole = true; ///< otherwise some were answered at an unknown price
    std::int64_t storedPairs = 0; ///< copies of any time whose answer and whose request's answer are stored
};

/// The copies that began in [from, to), by route, in the usage database `file`, which a gateway may be writing.
/// Read-only. Blocks; any thread. Errors: Io, also if the file does not exist.
Result<std::vector<ShadowSum>> shadowSums(const QString& file, WallTime from, WallTime to);

/// The ids of the exchanges of which a copy was answered and is stored. Otherwise as above.
Result<std::vector<std::string>> originalsOfStoredCopies(const QString& file);

} // namespace gateway::usage
