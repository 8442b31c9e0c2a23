#pragma once

#include "budget_span.h"

#include "gateway/config/settings/budget_settings.h"
#include "gateway/config/settings/price_settings.h"
#include "gateway/core/money.h"
#include "gateway/usage/usage_report.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace gateway::usage {

/// Shares of a budget that trigger a notification, in percent, highest first.
inline constexpr std::array kBudgetLevels{100, 95, 80};

/// How much of a budget is spent in one period.
struct BudgetState {
    config::BudgetSettings budget;
    BudgetSpan span;
    Money limit;
    Money spent;  ///< in the currency of the budget, including converted amounts
    Money other;  ///< the part of `spent` in the other currency, before conversion
    config::ExchangeRate rate; ///< used for the conversion
    Money estimated; ///< part of `spent` that rests on estimated tokens, approximately
    std::int64_t exchanges = 0;
    std::int64_t unpriced = 0; ///< exchanges without a known cost, which are not in `spent`

    /// Whether `spent` includes the cost of everything that was served.
    bool isWhole() const { return unpriced == 0 && (other.pico == 0 || rate.usdCny > 0); }
    /// Whether the cost of what was served may be any amount: that it is at least zero says nothing.
    bool isUnknown() const { return spent.pico == 0 && !isWhole(); }
    /// Share of the limit; above 1 if it is exceeded.
    double share() const { return limit.pico > 0 ? static_cast<double>(spent.pico) / static_cast<double>(limit.pico) : 0; }
    /// The highest value of `kBudgetLevels` that was reached; 0: none.
    int level() const;
    bool isReached() const { return spent.pico >= limit.pico; }
};

/// Estimated tokens as a share of all tokens. 0: all were reported, or there are none.
double estimatedShare(const Totals& totals);

/// The configured limit, rounded to 10^-12 of the currency unit.
Money limitOf(const config::BudgetSettings& budget);

/// Sums up the rows of the period, one for each provider and model. `rate` of 0: amounts in the other currency are left
/// out.
BudgetState budgetState(const config::BudgetSettings& budget, const BudgetSpan& span, const std::vector<UsageRow>& rows, const config::ExchangeRate& rate);

/// "month/CNY 20.00/deepseek/ide": identifies a budget, the same in every run of the program.
std::string nameOf(const config::BudgetSettings& budget);

} // namespace gateway::usage
