#include "field_table.h"
#include "fields.h"

namespace gateway::config {

namespace {

constexpr double kLeastAmount = 0.01;
constexpr double kMostAmount = 1e6;

Shape<BudgetPeriod> periodShape()
{
    Words<BudgetPeriod> words;
    for (std::size_t i = 0; i < kBudgetPeriodNames.size(); ++i)
        words.emplace_back(static_cast<BudgetPeriod>(i), kBudgetPeriodNames[i]);
    return oneOf(std::move(words));
}

} // namespace

const Shape<BudgetSettings>& budgetShape()
{
    using B = BudgetSettings;
    static const Shape<B> shape = object<B>({{
        row("name", &B::name, text(rules::kLimitName, kMaxLimitName, 0), "Name of an enforced budget, unique among all limits; without it, budget-N by its place in this list."),
        row("enforce", &B::enforce, boolean(), "Whether requests that would exceed the budget are refused, as by a limit of cost."),
        row("period", &B::period, periodShape(), "Calendar day, week or month by this machine's clock; weeks start on Monday."),
        row("amount", &B::amount, number(kLeastAmount, kMostAmount), "Amount of the budget per period.", FieldKind::Required),
        row("currency", &B::currency, currencyShape(),
            "Currency of the amount; spending in the other currency is converted at the exchange rate."),
        row("provider", &B::provider, textOrEmpty(), "Id of the provider that the budget applies to; without it, all providers."),
        row("consumer", &B::consumer, textOrEmpty(), "Name of the consumer that the budget applies to; without it, all consumers."),
    }});
    return shape;
}

} // namespace gateway::config
