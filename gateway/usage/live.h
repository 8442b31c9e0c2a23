#pragma once

#include "record.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace gateway::usage {

/// An exchange in progress.
struct InFlight {
    std::string id;
    std::string consumer;
    std::string clientName;
    std::string process; ///< name of the calling program; empty: unknown, or not known yet
    std::string agent; ///< id of the client's sub-agent; empty: none
    std::string askedModel;
    std::string route;
    std::string provider; ///< empty: none chosen yet
    std::string model;
    int attempt = 0;                 ///< 1 is the first
    std::string failedProvider;      ///< of the previous attempt, if it failed
    Sentence lastFailure;            ///< why it failed: "429"
    bool isFallback = false;
    Milliseconds age{0};
    Milliseconds firstToken{-1};     ///< -1: still waiting
    std::int64_t outputTokens = 0;    ///< so far, estimated, without reasoning
    std::int64_t reasoningTokens = 0; ///< the same for reasoning
    double tokensPerSecond = 0; ///< both, since the first token; 0: none yet
};

/// What has arrived since the previous snapshot for exchanges with the same provider, model, consumer and program,
/// whether they have ended or not. Input counts when an exchange ends. Usage reported at the end corrects the estimate,
/// so that a count may be negative.
struct LiveShare {
    std::string provider; ///< empty: none answered or was tried
    std::string model;
    std::string consumer;
    std::string process; ///< as in `InFlight`
    std::int64_t inputTokens = 0; ///< uncached and cached
    std::int64_t outputTokens = 0; ///< including reasoning
    std::int64_t exchanges = 0; ///< ended
    std::int64_t failed = 0; ///< of these
};

/// Running totals since the gateway started. Rates are differences between two snapshots. Tokens of a stream are
/// counted as they pass (estimated) and corrected by the reported usage, so that a total may decrease slightly: show a
/// rate below 0 as 0.
struct LiveTotals {
    std::int64_t inputTokens = 0;
    std::int64_t outputTokens = 0; ///< without reasoning
    std::int64_t reasoningTokens = 0;
    std::int64_t exchanges = 0; ///< ended
    std::int64_t failed = 0;    ///< of these, failed or interrupted; not client errors or cancelled ones
    std::int64_t fallbacks = 0; ///< answered by a target other than the first choice
};

/// Data for the UI, at most 10 times a second and only after changes.
struct LiveSnapshot {
    TimePoint at{};
    LiveTotals totals;
    std::size_t open = 0; ///< exchanges in progress
    std::vector<InFlight> inFlight; ///< these exchanges; empty, like everything below, if nobody watches
    std::vector<LiveShare> shares; ///< non-empty ones; before `sumUp()` only those of exchanges in progress
    RecordBatch finished; ///< since the last snapshot; latest last
    RecordBatch late; ///< late records of exchanges that had already ended
    std::vector<std::int64_t> reportedTokens; ///< for each of `finished`: output and reasoning tokens already counted in earlier
                                              ///< snapshots
    static constexpr std::size_t kMaxFinished = 200;

    /// Adds finished and late records to the shares, and keeps the latest `kMaxFinished` of them. Slow if there are
    /// many: not for the gateway thread.
    void sumUp();
};

} // namespace gateway::usage
