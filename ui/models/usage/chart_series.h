#pragma once

#include "gateway/core/clock.h"
#include "gateway/usage/search/request_filter.h"
#include "gateway/usage/usage_report.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ui::models {

/// How long a share of the requests took at most; negative: there was none.
struct Shares {
    std::int64_t count = 0;
    gateway::Milliseconds p50{-1};
    gateway::Milliseconds p95{-1};
    gateway::Milliseconds p99{-1};
};

/// Sums of a span.
struct UsageSums {
    gateway::usage::Totals totals;
    Shares firstToken;
    Shares duration;
    std::int64_t refused = 0; ///< requests that were turned away for the client's own mistake; known of a whole only

    std::int64_t input() const;  ///< tokens: fresh, cached and cache write
    std::int64_t tokens() const; ///< of all kinds
    /// Of the input that came from a cache; empty: there was no input.
    std::optional<double> cacheShare() const;
    std::optional<double> answeredShare() const; ///< of a whole; empty: no request
    std::optional<double> failedShare() const;   ///< empty: no request
    std::optional<double> fallbackShare() const; ///< likewise
};

/// What sums are told apart by. Kinds of tokens are those of all requests together.
enum class UsageGroup { Model, Provider, Consumer, Client, Program, Key, Kind };

/// The field of a request that a group's names are of.
gateway::usage::RequestField fieldOf(UsageGroup group);

/// One name of a group, over time.
struct UsageLine {
    std::string name;   ///< empty: none
    std::string beside; ///< of a model: the provider; else empty
    std::vector<UsageSums> points; ///< one per span
    UsageSums whole;
};

/// What is asked of a ledger: the requests that began between the first and the last edge.
struct UsageQuestion {
    std::vector<gateway::WallTime> edges; ///< of the spans, ascending
    UsageGroup group = UsageGroup::Model;
    std::vector<gateway::usage::RequestFilter::Match> filters;
};

struct UsageAnswer {
    std::vector<UsageLine> lines; ///< by their tokens, the most first; of kinds there is none
    UsageLine all;                ///< of all requests
    gateway::usage::CoveredSpan covered; ///< of which time these are
};

} // namespace ui::models
