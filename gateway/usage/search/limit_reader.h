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

/// What is limited by the settings, and stands in the ledger. Times are in milliseconds.
enum class LimitedFact {
    // Of attempts:
    Connect,   ///< until it was connected
    FirstByte,
    StreamStart, ///< the same of streams
    Total,     ///< until an answer that is not streamed was there
    Silence,   ///< of a streamed answer: what it was silent at most, which is from its first byte to its last
    Speed,     ///< bytes a second of an answer whose first and last byte were five seconds apart; what is *less* is beyond
    Pause,     ///< since the provider had nothing to do
    Others,    ///< under way at the provider as it began; as many as the limit are beyond
    Failures,  ///< of one thing within `within`: each time that there were so many is beyond; known are all that failed
    Outage,    ///< of one thing, from its first failure to its next answer
    Recovery,  ///< answers of one thing behind an outage; *fewer* before it failed again are beyond
    GivenUp,   ///< until an attempt had failed; by `route`
    Retryable, ///< 1 of an attempt that failed so that the same target may be tried again, else 0; by `route`
    // Of requests:
    Attempts,     ///< how many
    Wait,         ///< until the client got its first byte, or an error
    FirstAttempt, ///< until its first attempt answered or failed
    Mendable,     ///< how many of its attempts are `Retryable`
};
bool isOfRequests(LimitedFact fact);

/// What follows from a failure.
struct FailureMeaning {
    config::Rests rests = config::Rests::Nothing;
    bool isRetried = false;

    bool operator==(const FailureMeaning&) const = default;
};

/// How often a limit would have been passed.
struct LimitQuery {
    WallTime from{}; ///< when the requests began; included
    WallTime to{};   ///< not included
    LimitedFact fact{};
    std::int64_t most = 0; ///< the limit
    std::string provider = {}; ///< of attempts; empty: any
    std::string route = {};    ///< of requests; empty: any
    std::int64_t within = 0;   ///< of `Failures`, in milliseconds
    std::array<FailureMeaning, config::kFailureClasses> meanings = {}; ///< by class, where the fact hangs on failures

    bool operator==(const LimitQuery&) const = default;
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
