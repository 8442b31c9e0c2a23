#pragma once

#include "gateway/config/settings/price_settings.h"
#include "gateway/core/clock.h"
#include "gateway/core/money.h"
#include "gateway/protocol/token_usage.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::usage {

/// What a model costs at a provider, and who says so. A value; any thread.
struct Price {
    config::PriceSettings terms; ///< without a provider and a model
    std::string source; ///< where it is from, and of which day: "models.dev 2026-07-02"
    std::int64_t flatUpTo = 0; ///< tokens of prompt above which it is known to be more than the terms say; 0: there are none

    bool isThoughtInAll = false; ///< an answer behind thoughts costs what these do, all of it

    bool operator==(const Price&) const = default;

    /// For the ledger and for programs: JSON with what a million tokens cost, in the words of `usage.prices`.
    std::string toText() const;
    /// Empty: it is none.
    static std::optional<Price> fromText(std::string_view text);
};

/// What the parts of an answer have cost: millionths of a millionth of the currency's unit.
struct CostParts {
    Currency currency = Currency::Usd;
    std::int64_t input = 0;
    std::int64_t cachedInput = 0;
    std::int64_t cacheWrite = 0;
    std::int64_t cacheWriteHour = 0;
    std::int64_t output = 0;
    std::int64_t reasoning = 0;
    std::int64_t webSearch = 0;
    bool isWhole = true; ///< else something is charged beside them, and nobody knows how much

    Money total() const;
    bool operator==(const CostParts&) const = default;
};

/// The hours that hold at that time; null: none, and the terms are as they stand. Lives as long as `terms`.
const config::PriceHours* hoursAt(const config::PriceSettings& terms, WallTime time);
/// "mon,tue 16:30-00:30 UTC"
std::string nameOf(const config::PriceHours& hours);

/// What an answer has cost that was complete at `ended`. The whole prompt, its cached part too, decides the tier.
/// Cached input without a price of its own costs what fresh input does, as does what is written to a cache; reasoning
/// costs what output does, or all of an answer with reasoning what that does. Audio and images cost their own rates where there are any. Without one, audio, and images that a
/// model made, cost at least what text does; images in the input cost just that, but for models whose audio has a rate. Where
/// nobody tells which of them were cached, the cost is the least that it can be. Searches of the web cost their own amount.
/// Empty: the tokens are not known, or there is no price for some of them, nor for their service tier.
/// Sources: ai.google.dev, "Gemini API pricing" ("prompts > 200k tokens"); developers.openai.com, model pages ("prompts
/// with >272K input tokens are priced ... for the full session"); help.aliyun.com, Model Studio (tiers by the input of
/// a request). Read 2026-11-22.
std::optional<CostParts> partsOf(const protocol::TokenUsage& tokens, const Price& price, WallTime ended);
std::optional<Money> costOf(const protocol::TokenUsage& tokens, const Price& price, WallTime ended);

} // namespace gateway::usage
