#pragma once

#include "ask_thread.h"

#include "gateway/core/clock.h"
#include "gateway/core/result.h"

#include <QString>

#include <cstdint>
#include <string>

namespace gateway::usage {

/// What is limited by the settings, and stands in the ledger.
enum class LimitedFact {
    Connect,   ///< until an attempt was connected, in milliseconds; likewise below
    FirstByte, ///< of an attempt
    Total,     ///< until an answer that is not streamed was there, of an attempt
    Attempts   ///< of a request: how many
};

/// How often a limit would have been passed.
struct LimitQuery {
    WallTime from{}; ///< when the requests began; included
    WallTime to{};   ///< not included
    LimitedFact fact{};
    std::int64_t most = 0; ///< the limit
    std::string provider = {}; ///< of attempts; empty: any
    std::string route = {};    ///< of requests; empty: any
};

struct LimitAnswer {
    std::int64_t known = 0;  ///< attempts, or requests, of which it is known
    std::int64_t beyond = 0; ///< of these

    bool operator==(const LimitAnswer&) const = default;
};

/// Asks the usage database `file`, which need not be there. An attempt that was given up for its time counts with the
/// time that it was given. Blocks; any thread. Errors: Io.
Result<LimitAnswer> readLimit(const QString& file, const LimitQuery& query, const AskThread::Stop& stop = {});

} // namespace gateway::usage
