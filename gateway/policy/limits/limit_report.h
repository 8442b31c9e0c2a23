#pragma once

#include "limit_book.h"

#include "gateway/core/json/json.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace gateway::policy {

/// What is used of one limit.
struct LimitReport {
    struct Counter {
        std::string who;
        limits::CounterState state;
    };

    std::shared_ptr<const LimitRule> rule;
    std::vector<Counter> counters = {};
    std::int64_t refused = 0; ///< requests today
    std::int64_t redirected = 0;
    std::size_t waiting = 0; ///< requests that wait for a place
};

/// The counters of `entry` that are not idle, or only those of requests in flight.
LimitReport reportOf(std::shared_ptr<const LimitRule> rule, LimitEntry& entry, WallTime now, bool onlyInFlight = false);
/// Of all limits in force. Gateway thread.
std::vector<LimitReport> reportsOf(LimitBook& book, bool onlyInFlight = false);

/// For programs, as documented for `signalboxd limits --format json`. Any thread.
Json toJson(const std::vector<LimitReport>& reports, WallTime now);

} // namespace gateway::policy
