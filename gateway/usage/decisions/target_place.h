#pragma once

#include "gateway/core/money.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::usage {

/// Why a target has its position among the attempts.
struct TargetPlace {
    bool hasRoute = false; ///< false: no route matches, but the provider has the model
    int priority = 0;
    int weight = 0;
    std::string algorithm = {}; ///< of the load balancer
    float inputPrice = -1; ///< per million tokens at that time, in the currency of the price; below 0: unknown
    float outputPrice = -1;
    std::optional<bool> keepsConversation = {}; ///< of a sticky route, once it has an answer
    std::int64_t tokensAnew = 0; ///< read without a cache if the conversation moves to this target
    double costAnew = -1; ///< cost of these, in the same currency; below 0: unknown
    std::int64_t cachedTokens = 0; ///< of the conversation, in the prompt cache of a target of this route; 0: none, or it is not considered
    std::string cachedAt = {}; ///< that target, as "PROVIDER/MODEL"; empty: this one
    double stayCost = -1; ///< cost of the request there, in the same currency
    double moveCost = -1; ///< cost of the request here, without the cache; below 0: unknown
    Currency currency = Currency::Usd;
    bool isFirst = false; ///< pinned to the top of its route
    double priceFactor = 1; ///< factor that price hours applied
    std::string priceHours = {}; ///< those hours, such as "16:30-00:30 UTC"; empty: none

    bool operator==(const TargetPlace&) const = default;

    /// JSON for the ledger and for programs, prices with six decimals.
    std::string toText() const;
    /// Empty: invalid.
    static std::optional<TargetPlace> fromText(std::string_view text);
};

} // namespace gateway::usage
