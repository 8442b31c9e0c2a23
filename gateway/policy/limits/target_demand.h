#pragma once

#include "gateway/usage/pricing/price.h"

#include <cstdint>
#include <memory>

namespace gateway::policy {

/// The most that an attempt may use.
struct TargetDemand {
    std::int64_t input = 0;  ///< tokens, estimated
    std::int64_t output = 0; ///< the most tokens of one answer
    int answers = 1;         ///< how many are asked for
    bool hasTiers = false;   ///< the request chooses a service tier
    std::shared_ptr<const usage::Price> price = nullptr; ///< null: unknown
    double usdCny = 1;       ///< exchange rate
};

/// What an attempt may use at most, as limits with `reserve: max` have reserved it.
struct AttemptBound {
    Tokens input{};
    Tokens output{};
    double speed = 0; ///< output tokens per second, including the wait for the first one, of the model's fastest recent answer; 0: unknown
};

/// Finds out the demand of an attempt when it is first needed. Gateway thread.
class DemandSource {
public:
    virtual const TargetDemand& demand() = 0;

protected:
    ~DemandSource() = default;
};

} // namespace gateway::policy
