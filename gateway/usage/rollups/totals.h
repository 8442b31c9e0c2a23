#pragma once

#include <array>
#include <cstdint>

namespace gateway::usage {

/// Sums over a span of time.
struct Totals {
    std::int64_t exchanges = 0;
    std::int64_t failed = 0; ///< `ExchangeRecord::isFailure()`
    std::int64_t fallbacks = 0; ///< answered by another than the first choice
    std::int64_t inputTokens = 0; ///< fresh; the cached parts stand beside it
    std::int64_t cachedInputTokens = 0;
    std::int64_t cacheWriteTokens = 0;
    std::int64_t outputTokens = 0; ///< without reasoning
    std::int64_t reasoningTokens = 0;
    std::int64_t costUsd_pico = 0; ///< millionths of a millionth of a dollar; what has a price in dollars
    std::int64_t costCny_pico = 0; ///< likewise in yuan: nothing is converted
    std::int64_t unpriced = 0; ///< exchanges that a provider served, in whole or in part, and whose cost nobody knows, or not all of it
    std::int64_t unknownUsage = 0; ///< likewise, and whose tokens nobody reported
    std::int64_t requestBytes = 0;
    std::int64_t answerBytes = 0;
    std::int64_t withoutDetails = 0; ///< exchanges that are in sums only: too many came at once, or the file could not be used
    std::int64_t estimatedInputTokens = 0; ///< of all kinds of input, those that were guessed from the length of the text
    std::int64_t estimatedOutputTokens = 0; ///< likewise of output and reasoning
    std::int64_t charged = 0; ///< attempts that a provider answered, in whole or in part, or that used tokens otherwise: what it bills
    std::int64_t attempts = 0; ///< of the provider, model and key themselves, whoever served in the end
    std::int64_t failedAttempts = 0; ///< of these

    bool operator==(const Totals&) const = default;
};

/// Every number of them, in the order of the file: what is new goes to the end.
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
