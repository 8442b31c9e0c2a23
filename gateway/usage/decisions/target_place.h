#pragma once

#include "gateway/core/money.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::usage {

/// Why a target has its place among the attempts.
struct TargetPlace {
    bool hasRoute = false; ///< else no route matches, and the provider has the model
    int priority = 0;
    int weight = 0;
    std::string algorithm = {}; ///< of the balancer
    float inputPrice = -1; ///< per million tokens, in force then, in the currency that the price is said in; below 0: not known
    float outputPrice = -1;
    std::optional<bool> keepsConversation = {}; ///< of a sticky route, once somebody answered
    std::int64_t tokensAnew = 0; ///< read without a cache where the conversation moves
    double costAnew = -1; ///< of that, in the same currency; below 0: not known
    Currency currency = Currency::Usd;
    bool isFirst = false; ///< somebody put it above all others of its route
    double priceFactor = 1; ///< that hours have put on the prices
    std::string priceHours = {}; ///< these, such as "16:30-00:30 UTC"; empty: none

    bool operator==(const TargetPlace&) const = default;

    /// For the ledger and for programs: JSON, prices to six decimals.
    std::string toText() const;
    /// Empty: it is none.
    static std::optional<TargetPlace> fromText(std::string_view text);
};

} // namespace gateway::usage
