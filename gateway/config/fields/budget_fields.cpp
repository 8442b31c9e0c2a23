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
        row("period", &B::period, periodShape(), "Of the calendar, by this machine's clock; a week begins on Monday."),
        row("amount", &B::amount, number(kLeastAmount, kMostAmount), "What you want to spend in it at most.", FieldKind::Required),
        row("currency", &B::currency, currencyShape(),
            "Of the amount; what was paid in the other one is converted by the exchange rate."),
        row("provider", &B::provider, textOrEmpty(), "Id of the provider that it is for; without it, all of them."),
        row("consumer", &B::consumer, textOrEmpty(), "Name of the consumer that it is for; without it, all of them."),
    }});
    return shape;
}

} // namespace gateway::config
