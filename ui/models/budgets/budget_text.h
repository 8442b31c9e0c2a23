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

/// Budgets in words, in the language in use. Main thread.
class BudgetText {
    Q_DECLARE_TR_FUNCTIONS(ui::models::BudgetText)
public:
    using NameOf = std::function<QString(const std::string&)>; ///< of a provider, by its id
    using State = gateway::usage::BudgetState;

    /// "This month", "Today, DeepSeek", "This week, consumer ide".
    static QString name(const gateway::config::BudgetSettings& budget, const NameOf& nameOf);
    /// "This month: 80% of the budget is spent". `level`: of `kBudgetLevels`.
    static QString reached(const gateway::config::BudgetSettings& budget, int level, const NameOf& nameOf);
    /// "¥12.30 of ¥20.00"
    static QString amounts(const State& state);
    /// How far it is: "62% used", "¥2.30 over".
    static QString word(const State& state);
    /// "begins anew in 3 days"
    static QString anew(const State& state, gateway::WallTime now);
    /// What the amount is to be read with: what was converted, estimated or left out. May be empty.
    static QStringList notes(const State& state);
    /// The name, then all of that, for a tool tip and for those who do not see the bar.
    static QString whole(const State& state, const NameOf& nameOf, gateway::WallTime now);

    /// The budget that what today cost is best held against: for all, of the shortest period. Null: there is none.
    static const State* ofToday(const std::vector<State>& states);
    /// "62% of this month’s ¥20.00"
    static QString line(const State& state);
    /// What a line across costs is called: "¥20.00 a day".
    static QString limit(const gateway::config::BudgetSettings& budget);

private:
    static QString period(gateway::config::BudgetPeriod period);
};

} // namespace ui::models
