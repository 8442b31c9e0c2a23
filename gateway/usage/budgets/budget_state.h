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

/// How much of a budget is worth telling, in percent, the highest first.
inline constexpr std::array kBudgetLevels{100, 95, 80};

/// How much of a budget is spent in one of its periods.
struct BudgetState {
    config::BudgetSettings budget;
    BudgetSpan span;
    Money limit;
    Money spent;  ///< in the currency of the budget, what was converted among it
    Money other;  ///< what of it is in the other currency, before it was converted
    config::ExchangeRate rate; ///< by which
    Money estimated; ///< of `spent`, about as much as its share of the tokens that nobody reported
    std::int64_t exchanges = 0;
    std::int64_t unpriced = 0; ///< of them: what they cost nobody knows, and it is not in `spent`

    /// Of the limit; above 1 beyond it.
    double share() const { return limit.pico > 0 ? static_cast<double>(spent.pico) / static_cast<double>(limit.pico) : 0; }
    /// The highest of `kBudgetLevels` that is reached; 0: none.
    int level() const;
    bool isReached() const { return spent.pico >= limit.pico; }
};

/// Of all tokens, those that nobody reported. 0: all were, or there are none.
double estimatedShare(const Totals& totals);

/// An amount of the configuration, to the nearest millionth of a millionth.
Money limitOf(const config::BudgetSettings& budget);

/// By the sums of its period, in rows of a provider and a model. `rate` of 0: what is in the other currency is left out.
BudgetState budgetState(const config::BudgetSettings& budget, const BudgetSpan& span, const std::vector<UsageRow>& rows, const config::ExchangeRate& rate);

/// "month/CNY 20.00/deepseek/ide": what tells budgets apart, the same in every run of the program.
std::string nameOf(const config::BudgetSettings& budget);

} // namespace gateway::usage
