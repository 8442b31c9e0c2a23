#include "budget_reader.h"

#include "gateway/usage/ledger/usage_lookup.h"

namespace gateway::usage {

Result<std::vector<BudgetState>> readBudgets(const QString& file, const std::vector<config::BudgetSettings>& budgets, const config::ExchangeRate& rate, WallTime now)
{
    std::vector<BudgetState> states;
    for (const config::BudgetSettings& budget : budgets) {
        UsageQuery query;
        const BudgetSpan span = budgetSpan(budget.period, now);
        query.from = span.from;
        query.to = span.to;
        query.by = {UsageBy::Provider, UsageBy::Model}; // the share of estimates differs between them
        if (!budget.provider.empty())
            query.filters.push_back({UsageBy::Provider, {budget.provider}});
        if (!budget.consumer.empty())
            query.filters.push_back({UsageBy::Consumer, {budget.consumer}});
        const auto report = readUsage(file, query);
        if (!report)
            return failure(report.error());
        states.push_back(budgetState(budget, span, report->rows, rate));
    }
    return states;
}

} // namespace gateway::usage
