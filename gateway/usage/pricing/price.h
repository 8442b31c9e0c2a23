#pragma once

#include "price_source.h"

#include "gateway/config/settings/price_settings.h"
#include "gateway/core/clock.h"
#include "gateway/core/money.h"
#include "gateway/protocol/token_usage.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::usage {

/// The price of a model at a provider, with its source. A value; any thread.
struct Price {
    config::PriceSettings terms; ///< without provider and model
    PriceSource source;
    std::int64_t flatUpTo = 0; ///< number of prompt tokens above which the price is known to be higher than the terms say; 0: no such
                               ///< limit

    bool isThoughtInAll = false; ///< all output of an answer with reasoning costs the reasoning price

    bool operator==(const Price&) const = default;

    /// JSON for the ledger and for programs: prices per million tokens, in the terms of `usage.prices`.
    std::string toText() const;
    /// Empty: invalid.
    static std::optional<Price> fromText(std::string_view text);
};

/// The cost of the parts of an answer, in 10^-12 of the currency's unit.
struct CostParts {
    Currency currency = Currency::Usd;
    std::int64_t input = 0;
    std::int64_t cachedInput = 0;
    std::int64_t cacheWrite = 0;
    std::int64_t cacheWriteHour = 0;
    std::int64_t output = 0;
    std::int64_t reasoning = 0;
    std::int64_t webSearch = 0;
    bool isWhole = true; ///< false: something else is charged in addition, by an unknown amount

    Money total() const;
    bool operator==(const CostParts&) const = default;
};

/// The price hours in force at `time`; null: none, and the terms apply unchanged. Lives as long as `terms`.
const config::PriceHours* hoursAt(const config::PriceSettings& terms, WallTime time);
/// "mon,tue 16:30-00:30 UTC"
std::string nameOf(const config::PriceHours& hours);

/// The cost of an answer that was complete at `ended`. The whole prompt including its cached part determines the tier.
/// Cached input without its own price costs as much as uncached input, as do cache writes; reasoning costs as much as
/// output, or the whole answer with reasoning costs the reasoning price. Audio and images have their own rates where
/// given. Otherwise audio, and images made by a model, cost at least as much as text; images in the input cost exactly
/// as much as text, except for models with an audio rate. If it is unknown which of them were cached, the cost is the
/// minimum. Web searches have their own price. Empty: the tokens are unknown, or some of them, or their service tier,
/// have no price.
/// Sources: ai.google.dev, "Gemini API pricing" ("prompts > 200k tokens"); developers.openai.com, model pages ("prompts
/// with >272K input tokens are priced ... for the full session"); help.aliyun.com, Model Studio (tiers by the input of
/// a request). Read 2026-11-22.
std::optional<CostParts> partsOf(const protocol::TokenUsage& tokens, const Price& price, WallTime ended);
std::optional<Money> costOf(const protocol::TokenUsage& tokens, const Price& price, WallTime ended);

} // namespace gateway::usage
