#include "budget_state.h"

#include "gateway/usage/pricing/exchange_rate.h"

#include <algorithm>
#include <cmath>

namespace gateway::usage {

namespace {

constexpr int kPercent = 100;

} // namespace

double estimatedShare(const Totals& totals)
{
    const std::int64_t all = totals.inputTokens + totals.cachedInputTokens + totals.cacheWriteTokens + totals.outputTokens + totals.reasoningTokens;
    const std::int64_t guessed = totals.estimatedInputTokens + totals.estimatedOutputTokens;
    return all > 0 ? std::clamp(static_cast<double>(guessed) / static_cast<double>(all), 0.0, 1.0) : 0.0;
}

int BudgetState::level() const
{
    const auto reached = std::ranges::find_if(kBudgetLevels, [this](int level) { return spent.pico >= limit.pico / kPercent * level; });
    return limit.pico <= 0 || reached == kBudgetLevels.end() ? 0 : *reached;
}

Money limitOf(const config::BudgetSettings& budget)
{
    return moneyFrom(budget.amount, budget.currency);
}

BudgetState budgetState(const config::BudgetSettings& budget, const BudgetSpan& span, const std::vector<UsageRow>& rows, const config::ExchangeRate& rate)
{
    const bool isCny = budget.currency == Currency::Cny;
    const auto inOwn = [&](const Money& other) { return rate.usdCny > 0 ? converted(other, budget.currency, rate).pico : 0; };
    BudgetState state{budget, span, limitOf(budget), {budget.currency, 0}, {isCny ? Currency::Usd : Currency::Cny, 0}, rate, {budget.currency, 0}};
    std::int64_t own = 0;
    for (const UsageRow& row : rows) {
        const std::int64_t rowOwn = isCny ? row.totals.costCny_pico : row.totals.costUsd_pico;
        const Money rowOther{state.other.currency, isCny ? row.totals.costUsd_pico : row.totals.costCny_pico};
        own += rowOwn;
        state.other.pico += rowOther.pico;
        state.estimated.pico += std::llround(static_cast<double>(rowOwn + inOwn(rowOther)) * estimatedShare(row.totals));
        state.exchanges += row.totals.exchanges;
        state.unpriced += row.totals.unpriced;
    }
    state.spent.pico = own + inOwn(state.other);
    state.estimated.pico = std::min(state.estimated.pico, state.spent.pico);
    return state;
}

std::string nameOf(const config::BudgetSettings& budget)
{
    return std::string(config::kBudgetPeriodNames[static_cast<std::size_t>(budget.period)]) + '/' + std::string(kCurrencyNames[static_cast<std::size_t>(budget.currency)]) + ' '
        + decimalText(limitOf(budget).pico) + '/' + budget.provider + '/' + budget.consumer;
}

} // namespace gateway::usage
