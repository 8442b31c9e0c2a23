#pragma once

#include "gateway/core/money.h"
#include "gateway/protocol/token_usage.h"
#include "gateway/usage/trail/shared_text.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::usage {

/// What one token of a model costs at a provider: in pico units of the currency, which is a millionth of what
/// price lists say for a million tokens. Empty: not known.
struct Price {
    Currency currency = Currency::Usd;
    std::optional<std::int64_t> input;
    std::optional<std::int64_t> cachedInput;
    std::optional<std::int64_t> cacheWrite;
    std::optional<std::int64_t> output; ///< and reasoning
    std::string source; ///< where it is from, and of which day: "models.dev 2026-07-02"

    bool operator==(const Price&) const = default;

    /// For the ledger and for programs: JSON with what a million tokens cost.
    std::string toText() const;
    /// Empty: it is none.
    static std::optional<Price> fromText(std::string_view text);
};

/// What a price list says for a million tokens, in units of the currency, as the price of one token.
std::int64_t perToken(double perMillion);

/// What an answer has cost. Cached input without a price of its own costs what fresh input does, as does what is written
/// to a cache. Empty: the tokens are not known, or there is no price for some of them.
std::optional<Money> costOf(const protocol::TokenUsage& tokens, const Price& price);

/// Both together; empty where one is not known or they are of two currencies.
std::optional<Money> sumOf(const std::optional<Money>& a, const std::optional<Money>& b);

} // namespace gateway::usage
