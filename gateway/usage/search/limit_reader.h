#pragma once

#include "ask_thread.h"

#include "gateway/config/settings/failure_settings.h"
#include "gateway/core/clock.h"
#include "gateway/core/result.h"

#include <QString>

#include <array>
#include <cstdint>
#include <string>

namespace gateway::usage {

/// Quantities with a configurable limit that the ledger contains. Times are in milliseconds.
enum class LimitedFact {
    // Of attempts:
    Connect,   ///< until connected
    FirstByte,
    StreamStart, ///< the same for streams
    Total,     ///< until a non-streamed answer was complete
    Silence,   ///< upper bound of the silence in a streamed answer: from its first to its last byte
    Speed,     ///< bytes a second of answers with at least five seconds between first and last byte; *lower* values are beyond the limit
    Pause,     ///< since the provider was last idle
    Others,    ///< in progress at the provider when the attempt began; reaching the limit counts as beyond
    Failures,  ///< failures of one subject within `within`: each time the limit was reached counts as beyond; known are all failed
               ///< attempts
    Outage,    ///< of one subject, from its first failure to its next answer
    Recovery,  ///< answers of one subject after an outage; *fewer* before the next failure are beyond the limit
    GivenUp,   ///< until an attempt had failed; by `route`
    Retryable, ///< 1 if an attempt failed so that the same target may be retried, else 0; by `route`
    // Of requests:
    Attempts,     ///< number of attempts
    Wait,         ///< until the client got its first byte, or an error
    FirstAttempt, ///< until the first attempt was answered or failed
    Mendable,     ///< how many of the attempts are `Retryable`
};
bool isOfRequests(LimitedFact fact);

/// Consequences of a failure class.
struct FailureMeaning {
    config::Rests rests = config::Rests::Nothing;
    bool isRetried = false;

    bool operator==(const FailureMeaning&) const = default;
};

/// Asks how often a limit would have been exceeded.
struct LimitQuery {
    WallTime from{}; ///< start of the requests; inclusive
    WallTime to{};   ///< exclusive
    LimitedFact fact{};
    std::int64_t most = 0; ///< the limit
    std::string provider = {}; ///< for attempts; empty: any
    std::string route = {};    ///< for requests; empty: any
    std::int64_t within = 0;   ///< for `Failures`, in milliseconds
    std::array<FailureMeaning, config::kFailureClasses> meanings = {}; ///< by class, for facts that depend on failures

    bool operator==(const LimitQuery&) const = default;
};

struct LimitAnswer {
    std::int64_t known = 0;  ///< attempts, or requests, for which the value is known
    std::int64_t beyond = 0; ///< of these, beyond the limit

    bool operator==(const LimitAnswer&) const = default;
};

/// Queries the usage database `file`, which need not exist. An attempt that timed out counts with its timeout. Blocks;
/// any thread. Errors: Io.
Result<LimitAnswer> readLimit(const QString& file, const LimitQuery& query, const AskThread::Stop& stop = {});

} // namespace gateway::usage
