#include "budget_line.h"

#include "gateway/usage/budgets/budget_span.h"

#include <algorithm>

namespace ui::models {

using gateway::config::BudgetPeriod;
using gateway::config::BudgetSettings;

namespace {

bool isWhole(const UsageSpan& span, BudgetPeriod period)
{
    const auto whole = gateway::usage::budgetSpan(period, span.first());
    return span.first() == whole.first && span.last() == whole.last;
}

bool isPart(const UsageSpan& span, BudgetPeriod period)
{
    return (span.step() == UsageSpan::Step::Day && period == BudgetPeriod::Day) || (span.step() == UsageSpan::Step::Month && period == BudgetPeriod::Month);
}

} // namespace

std::optional<BudgetLine> budgetLine(const UsageSpan& span, const std::vector<BudgetSettings>& budgets)
{
    const auto find = [&](bool (*fits)(const UsageSpan&, BudgetPeriod)) {
        return std::ranges::find_if(budgets, [&](const BudgetSettings& budget) { return budget.provider.empty() && budget.consumer.empty() && fits(span, budget.period); });
    };
    if (const auto whole = find(isWhole); whole != budgets.end()) return BudgetLine{*whole, false};
    if (const auto part = find(isPart); part != budgets.end()) return BudgetLine{*part, true};
    return std::nullopt;
}

} // namespace ui::models
