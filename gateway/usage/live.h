#pragma once

#include "record.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace gateway::usage {

/// An exchange that is under way.
struct InFlight {
    std::string id;
    std::string consumer;
    std::string clientName;
    std::string process; ///< the program that calls; empty: not known, or not yet
    std::string askedModel;
    std::string route;
    std::string provider; ///< empty: none chosen yet
    std::string model;
    int attempt = 0;                 ///< 1 is the first
    std::string lastFailure;         ///< why the attempt before failed: "deepseek: 429"
    bool isFallback = false;
    Milliseconds age{0};
    Milliseconds firstToken{-1};     ///< -1: still waiting
    std::int64_t outputTokens = 0;    ///< so far, estimated, without reasoning
    std::int64_t reasoningTokens = 0; ///< likewise
    double tokensPerSecond = 0; ///< both, since the first token; 0: none has come yet
};

/// What has come, since the snapshot before, of exchanges that have a provider, a model, a consumer and a program
/// in common, ended or not. Input counts when an exchange ends. A usage that is told at the end puts right what was
/// estimated until then, so that a count may be below 0.
struct LiveShare {
    std::string provider; ///< empty: none answered, or was asked
    std::string model;
    std::string consumer;
    std::string process; ///< as in `InFlight`
    std::int64_t inputTokens = 0; ///< fresh and cached
    std::int64_t outputTokens = 0; ///< and reasoning
    std::int64_t exchanges = 0; ///< ended
    std::int64_t failed = 0; ///< of these
};

/// Running totals since the gateway started. A rate is the difference of two snapshots.
/// Tokens of a stream count as they pass (estimated), and are put right by its usage,
/// so that a total may go down a little: a rate below 0 is to be shown as 0.
struct LiveTotals {
    std::int64_t inputTokens = 0;
    std::int64_t outputTokens = 0; ///< without reasoning
    std::int64_t reasoningTokens = 0;
    std::int64_t exchanges = 0; ///< ended
    std::int64_t failed = 0;    ///< of these, failed or interrupted; not the client's errors or cancelled ones
    std::int64_t fallbacks = 0; ///< answered by another than the first choice
};

/// What the UI is shown, at most 10 times a second and only when something changed.
struct LiveSnapshot {
    TimePoint at{};
    LiveTotals totals;
    std::size_t open = 0; ///< exchanges under way
    std::vector<InFlight> inFlight; ///< those; like all that follows empty where nobody watches
    std::vector<LiveShare> shares; ///< that are not nothing; before `sumUp()` only of exchanges under way
    RecordBatch finished; ///< since the last snapshot; the latest come last
    RecordBatch late; ///< what is late of exchanges that had ended before
    std::vector<std::int64_t> reportedTokens; ///< of each of `finished`: output and reasoning in the shares of earlier snapshots
    static constexpr std::size_t kMaxFinished = 200;

    /// Adds what has finished and what is late to the shares, and keeps the latest `kMaxFinished` of it. Takes its time where they are many:
    /// not for the gateway thread.
    void sumUp();
};

} // namespace gateway::usage
