#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/money.h"
#include "gateway/core/result.h"

#include <QString>

#include <cstdint>
#include <string>
#include <vector>

namespace gateway::usage {

/// Web searches that an attempt or an exchange was charged for.
struct SearchCharge {
    std::string provider;
    std::string model; ///< upstream name
    std::int64_t searches = 0;
    /// Their part of the cost in the sums; 0 if the sums do not contain it, or the part is unknown.
    Money cost;
    bool isPriced = false; ///< `cost` is known
};

/// Web searches of exchanges that began in [from, to), as far as their details are kept. Blocks; any thread. Errors:
/// Io, also if the file does not exist.
Result<std::vector<SearchCharge>> findSearches(const QString& file, WallTime from, WallTime to);

} // namespace gateway::usage
