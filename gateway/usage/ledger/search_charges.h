#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/money.h"
#include "gateway/core/result.h"

#include <QString>

#include <cstdint>
#include <string>
#include <vector>

namespace gateway::usage {

/// Searches of the web that an attempt, or an exchange, was charged with.
struct SearchCharge {
    std::string provider;
    std::string model; ///< as sent upstream
    std::int64_t searches = 0;
    /// What they have cost, in the cost that the sums have; 0 where that has nothing of them, or nobody knows what part of it they are.
    Money cost;
    bool isPriced = false; ///< `cost` is known
};

/// Those of exchanges that began in [from, to), as far as their details are kept. Blocks; any thread. Errors: Io, also where there
/// is no file.
Result<std::vector<SearchCharge>> findSearches(const QString& file, WallTime from, WallTime to);

} // namespace gateway::usage
