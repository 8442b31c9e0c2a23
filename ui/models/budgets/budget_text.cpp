#include "budget_text.h"

#include "ui/models/formatter.h"

#include <algorithm>

namespace ui::models {

using gateway::Money;
using gateway::config::BudgetPeriod;
using gateway::config::BudgetSettings;

namespace {

constexpr qint64 kSecondsPerHour = 3600;
constexpr qint64 kSecondsPerDay = 24 * kSecondsPerHour;
constexpr qint64 kDaysInHours = 2; ///< fewer are told in hours

} // namespace

QString BudgetText::period(BudgetPeriod period)
{
    switch (period) {
    case BudgetPeriod::Day: return tr("Today");
    case BudgetPeriod::Week: return tr("This week");
    case BudgetPeriod::Month: break;
    }
    return tr("This month");
}

QString BudgetText::name(const BudgetSettings& budget, const NameOf& nameOf)
{
    const QString when = period(budget.period);
    const QString consumer = QString::fromStdString(budget.consumer);
    if (budget.provider.empty()) return budget.consumer.empty() ? when : tr("%1, consumer %2", "a budget's period and for whom").arg(when, consumer);
    const QString provider = nameOf(budget.provider);
    return budget.consumer.empty() ? tr("%1, %2", "a budget's period and provider").arg(when, provider)
                                   : tr("%1, %2, consumer %3", "a budget's period, provider and for whom").arg(when, provider, consumer);
}

QString BudgetText::reached(const BudgetSettings& budget, int level, const NameOf& nameOf)
{
    constexpr int kWhole = 100; // percent
    if (level >= kWhole) return tr("%1: the budget is used up").arg(name(budget, nameOf));
    return tr("%1: %2 of the budget used").arg(name(budget, nameOf), Formatter().share(level / double{kWhole}));
}

QString BudgetText::amounts(const State& state)
{
    const Formatter format;
    if (state.isUnknown()) return tr("budget %1", "without an amount spent").arg(format.money(state.limit));
    return tr("%1 of %2", "amount spent, budget").arg(format.cost(state.spent, state.isWhole()), format.money(state.limit));
}

QString BudgetText::word(const State& state)
{
    const Formatter format;
    if (state.isUnknown()) return tr("cost unknown");
    if (state.spent.pico > state.limit.pico) {
        const QString amount = format.money(Money{state.limit.currency, state.spent.pico - state.limit.pico});
        return state.isWhole() ? tr("%1 over", "amount").arg(amount) : tr("≥ %1 over", "amount").arg(amount);
    }
    const QString share = format.share(state.share());
    return state.isWhole() ? tr("%1 used", "share of a budget").arg(share) : tr("≥ %1 used", "share of a budget").arg(share);
}

QString BudgetText::anew(const State& state, gateway::WallTime now)
{
    const auto left = std::chrono::duration_cast<gateway::Milliseconds>(state.span.to - now);
    const qint64 seconds = std::max<qint64>(left.count() / 1000, 0);
    if (seconds >= kDaysInHours * kSecondsPerDay) return tr("resets in %Ln day(s)", nullptr, static_cast<int>((seconds + kSecondsPerDay / 2) / kSecondsPerDay));
    if (seconds >= kSecondsPerHour) return tr("resets in %Ln hour(s)", nullptr, static_cast<int>((seconds + kSecondsPerHour / 2) / kSecondsPerHour));
    return tr("resets in %1").arg(Formatter().sentenceDuration(left));
}

QStringList BudgetText::notes(const State& state)
{
    const Formatter format;
    QStringList notes;
    if (state.other.pico > 0) {
        const QString amount = format.money(state.other);
        if (state.rate.usdCny <= 0) notes += tr("%1 not included: no exchange rate").arg(amount);
        else notes += tr("%1 converted at $1 = %2 (%3)", "amount, rate, its day").arg(amount, format.price(state.rate.usdCny, Currency::Cny), QString::fromStdString(state.rate.date));
    }
    if (state.estimated.pico > 0) notes += tr("about %1 from estimated tokens", "amount").arg(format.money(state.estimated));
    if (state.unpriced > 0 && state.isUnknown()) notes += tr("%1 answer(s) without a price", nullptr, Formatter::plural(state.unpriced)).arg(format.exact(state.unpriced));
    else if (state.unpriced > 0) notes += tr("%1 answer(s) without a full price are not all in it", nullptr, Formatter::plural(state.unpriced)).arg(format.exact(state.unpriced));
    return notes;
}

QString BudgetText::whole(const State& state, const NameOf& nameOf, gateway::WallTime now)
{
    QStringList lines{tr("%1: %2", "a budget's name, how much of it").arg(name(state.budget, nameOf), amounts(state)), word(state), anew(state, now)};
    lines += notes(state);
    return lines.join(u'\n');
}

const BudgetText::State* BudgetText::ofToday(const std::vector<State>& states)
{
    const State* best = nullptr;
    for (const State& state : states) {
        if (!state.budget.provider.empty() || !state.budget.consumer.empty()) continue;
        if (!best || state.budget.period < best->budget.period) best = &state;
    }
    return best;
}

QString BudgetText::line(const State& state)
{
    const Formatter format;
    const QString share = format.share(state.share());
    const QString limit = format.money(state.limit);
    const bool isExact = state.isWhole();
    if (state.isUnknown()) return tr("cost unknown, budget %1").arg(BudgetText::limit(state.budget));
    switch (state.budget.period) {
    case BudgetPeriod::Day: return (isExact ? tr("%1 of today’s %2", "share, budget") : tr("≥ %1 of today’s %2", "share, budget")).arg(share, limit);
    case BudgetPeriod::Week: return (isExact ? tr("%1 of this week’s %2", "share, budget") : tr("≥ %1 of this week’s %2", "share, budget")).arg(share, limit);
    case BudgetPeriod::Month: break;
    }
    return (isExact ? tr("%1 of this month’s %2", "share, budget") : tr("≥ %1 of this month’s %2", "share, budget")).arg(share, limit);
}

QString BudgetText::limit(const BudgetSettings& budget)
{
    const QString amount = Formatter().money(gateway::usage::limitOf(budget));
    switch (budget.period) {
    case BudgetPeriod::Day: return tr("%1 a day", "a budget").arg(amount);
    case BudgetPeriod::Week: return tr("%1 a week", "a budget").arg(amount);
    case BudgetPeriod::Month: break;
    }
    return tr("%1 a month", "a budget").arg(amount);
}

} // namespace ui::models
