#pragma once

#include "gateway/core/clock.h"
#include "gateway/usage/search/request_filter.h"
#include "gateway/usage/usage_report.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ui::models {

/// Percentiles of a latency; negative: no data.
struct Shares {
    std::int64_t count = 0;
    gateway::Milliseconds p50{-1};
    gateway::Milliseconds p95{-1};
    gateway::Milliseconds p99{-1};
};

/// Sums over a span.
struct UsageSums {
    gateway::usage::Totals totals;
    Shares firstToken;
    Shares duration;
    std::int64_t refused = 0; ///< requests rejected because of client errors; known only for totals

    std::int64_t input() const;  ///< tokens: uncached, cached and cache write
    std::int64_t tokens() const; ///< of all kinds
    /// Cached share of the input; empty: no input.
    std::optional<double> cacheShare() const;
    std::optional<double> answeredShare() const; ///< only for totals; empty: no request
    std::optional<double> failedShare() const;   ///< empty: no request
    std::optional<double> fallbackShare() const; ///< empty: no request
};

/// How sums are grouped. Kinds of tokens are those of all requests together.
enum class UsageGroup { Model, Provider, Consumer, Client, Program, Key, Kind };

/// The request field for the names of a group.
gateway::usage::RequestField fieldOf(UsageGroup group);

/// A name in a group, over time.
struct UsageLine {
    std::string name;   ///< empty: none
    std::string beside; ///< for a model: the provider; otherwise empty
    std::vector<UsageSums> points; ///< one per span
    UsageSums whole;
};

/// A ledger query: the requests that began between the first and the last edge.
struct UsageQuestion {
    std::vector<gateway::WallTime> edges; ///< of the spans, ascending
    UsageGroup group = UsageGroup::Model;
    std::vector<gateway::usage::RequestFilter::Match> filters;
};

struct UsageAnswer {
    std::vector<UsageLine> lines; ///< by tokens, most first; empty for kinds
    UsageLine all;                ///< of all requests
    gateway::usage::CoveredSpan covered; ///< the time that the sums cover
};

} // namespace ui::models
