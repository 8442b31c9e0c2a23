#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/money.h"
#include "gateway/core/text/sentence.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gateway::providers {

/// How much of something a key may still use before it is given new.
struct KeyLimit {
    std::string name; ///< in the provider's words: "requests", "input-tokens", "TOKENS_LIMIT"
    std::optional<std::int64_t> limit;     ///< empty: not told
    std::optional<std::int64_t> remaining; ///< likewise
    std::optional<WallTime> reset;         ///< when it is whole again; likewise

    bool operator==(const KeyLimit&) const = default;
};

/// What is left on a key. Of what was never told there is nothing.
struct KeyMeter {
    std::string provider; ///< id in the configuration
    std::string key;      ///< its name there
    std::vector<KeyLimit> limits; ///< as the heads of answers tell them
    std::optional<WallTime> limitsAsOf;
    std::vector<Money> balance;    ///< one for each currency
    std::vector<KeyLimit> quotas;  ///< of a plan
    std::optional<WallTime> balanceAsOf; ///< of both
    Sentence problem; ///< of the last time that the balance was asked for, a sentence; empty: none

    bool operator==(const KeyMeter&) const = default;
};

} // namespace gateway::providers
