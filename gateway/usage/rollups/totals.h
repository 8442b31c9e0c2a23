#pragma once

#include <array>
#include <cstdint>

namespace gateway::usage {

/// Sums over a span of time.
struct Totals {
    std::int64_t exchanges = 0;
    std::int64_t failed = 0; ///< see `ExchangeRecord::isFailure()`
    std::int64_t fallbacks = 0; ///< not answered by the first choice
    std::int64_t inputTokens = 0; ///< uncached; the cached parts are separate
    std::int64_t cachedInputTokens = 0;
    std::int64_t cacheWriteTokens = 0;
    std::int64_t outputTokens = 0; ///< without reasoning
    std::int64_t reasoningTokens = 0;
    std::int64_t costUsd_pico = 0; ///< amounts in dollars, in 10^-12 dollars
    std::int64_t costCny_pico = 0; ///< amounts in yuan, in 10^-12 yuan; nothing is converted
    std::int64_t unpriced = 0; ///< exchanges served at least in part whose cost is unknown or incomplete
    std::int64_t unknownUsage = 0; ///< exchanges served at least in part whose tokens nobody reported
    std::int64_t requestBytes = 0;
    std::int64_t answerBytes = 0;
    std::int64_t withoutDetails = 0; ///< exchanges that are only in the sums: too many at once, or the file was unusable
    std::int64_t estimatedInputTokens = 0; ///< input tokens of all kinds that were estimated from the length of the text
    std::int64_t estimatedOutputTokens = 0; ///< the same for output and reasoning
    std::int64_t charged = 0; ///< attempts answered at least in part, or with token usage: those that a provider bills
    std::int64_t attempts = 0; ///< attempts of this provider, model and key, whoever served in the end
    std::int64_t failedAttempts = 0; ///< of these

    /// Whether the cost of any answer is known, which may be 0.
    bool hasKnownCost() const { return costUsd_pico != 0 || costCny_pico != 0 || charged > unpriced; }
    bool operator==(const Totals&) const = default;
};

/// All numbers, in the order of the file: append new ones at the end.
inline constexpr std::array kTotalsMembers{&Totals::exchanges, &Totals::failed, &Totals::fallbacks, &Totals::inputTokens,
    &Totals::cachedInputTokens, &Totals::cacheWriteTokens, &Totals::outputTokens, &Totals::reasoningTokens,
    &Totals::costUsd_pico, &Totals::costCny_pico, &Totals::unpriced, &Totals::unknownUsage, &Totals::requestBytes,
    &Totals::answerBytes, &Totals::withoutDetails, &Totals::estimatedInputTokens, &Totals::estimatedOutputTokens,
    &Totals::charged, &Totals::attempts, &Totals::failedAttempts};
static_assert(sizeof(Totals) == kTotalsMembers.size() * sizeof(std::int64_t), "a number is missing above");

inline Totals& operator+=(Totals& sums, const Totals& more)
{
    for (const auto member : kTotalsMembers)
        sums.*member += more.*member;
    return sums;
}

inline Totals& operator-=(Totals& sums, const Totals& less)
{
    for (const auto member : kTotalsMembers)
        sums.*member -= less.*member;
    return sums;
}

} // namespace gateway::usage
