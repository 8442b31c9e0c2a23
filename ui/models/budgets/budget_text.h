#pragma once

#include "gateway/core/clock.h"
#include "gateway/usage/budgets/budget_state.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <functional>
#include <string>
#include <vector>

namespace ui::models {

/// Texts about budgets, in the current language. Main thread.
class BudgetText {
    Q_DECLARE_TR_FUNCTIONS(ui::models::BudgetText)
public:
    using NameOf = std::function<QString(const std::string&)>; ///< display name of a provider, by id
    using State = gateway::usage::BudgetState;

    /// "This month", "Today, DeepSeek", "This week, consumer ide".
    static QString name(const gateway::config::BudgetSettings& budget, const NameOf& nameOf);
    /// "This month: 80% of the budget is spent". `level`: from `kBudgetLevels`.
    static QString reached(const gateway::config::BudgetSettings& budget, int level, const NameOf& nameOf);
    /// "¥12.30 of ¥20.00"; "budget ¥20.00" if nothing is known of the cost.
    static QString amounts(const State& state);
    /// How much is used: "62% used", "¥2.30 over", "cost unknown".
    static QString word(const State& state);
    /// "begins anew in 3 days"
    static QString anew(const State& state, gateway::WallTime now);
    /// Notes on the amount: what was converted, estimated or left out. May be empty.
    static QStringList notes(const State& state);
    /// The name, followed by all of these texts, for a tool tip and for screen readers.
    static QString whole(const State& state, const NameOf& nameOf, gateway::WallTime now);

    /// The budget that fits today's cost best: for all, with the shortest period. Null: none.
    static const State* ofToday(const std::vector<State>& states);
    /// "62% of this month’s ¥20.00", "cost unknown, budget ¥20.00 a month"
    static QString line(const State& state);
    /// Label of a budget line in a chart: "¥20.00 a day".
    static QString limit(const gateway::config::BudgetSettings& budget);

private:
    static QString period(gateway::config::BudgetPeriod period);
};

} // namespace ui::models
