#pragma once

#include "plan_window.h"

#include "gateway/core/clock.h"
#include "gateway/core/money.h"
#include "gateway/core/text/sentence.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gateway::providers {

/// How much of something a key may still use before the limit is reset.
struct KeyLimit {
    std::string name; ///< as named by the provider: "requests", "input-tokens", "TOKENS_LIMIT"
    std::optional<std::int64_t> limit;     ///< empty: not reported
    std::optional<std::int64_t> remaining; ///< empty: not reported
    std::optional<WallTime> reset;         ///< when it is fully available again; empty: not reported
    std::string window = {};               ///< of a plan, its length: "5h"; empty: not reported

    bool operator==(const KeyLimit&) const = default;
};

/// What is left on a key. Contains only what was reported.
struct KeyMeter {
    std::string provider; ///< id in the configuration
    std::string key;      ///< its name in the configuration
    std::vector<KeyLimit> limits; ///< from response headers
    std::optional<WallTime> limitsAsOf;
    std::vector<Money> balance;    ///< one for each currency
    std::vector<KeyLimit> quotas;  ///< from a subscription plan
    std::optional<WallTime> balanceAsOf; ///< for both
    std::vector<PlanWindow> windows; ///< of a subscription plan, from response headers or `quotas`
    std::optional<WallTime> windowsAsOf;
    Sentence problem; ///< problem of the last balance request, as a sentence; empty: none

    bool operator==(const KeyMeter&) const = default;
};

/// The same quotas as windows of a plan: those of which the whole is known.
std::vector<PlanWindow> planWindows(const std::vector<KeyLimit>& quotas);

} // namespace gateway::providers
