#pragma once

#include "gateway/config/fields/issue.h"
#include "gateway/core/clock.h"
#include "gateway/core/result.h"
#include "gateway/usage/budgets/budget_state.h"
#include "gateway/usage/search/ask_thread.h"

#include "ui/models/gateway_parts.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace ui::models {


/// How much of the budgets is spent, according to the ledger. While watched, it reads the sums at once, after changes
/// of the settings or prices, a while after requests have ended, and when a period is over. Without budgets it does
/// nothing. Main thread.
class BudgetBook final : public QObject {
    Q_OBJECT
public:
    using Access = GatewayParts<GatewayControl, Configuration, Providers, Requests>;

    using States = std::vector<gateway::usage::BudgetState>;
    static constexpr std::chrono::milliseconds kPause{5000};

    /// `access` and `clock` must outlive it. `pause`: minimum time between two reads while requests end.
    BudgetBook(const Access& access, const gateway::Clock& clock, QObject* parent = nullptr, std::chrono::milliseconds pause = kPause);
    ~BudgetBook() override;

    void setWatched(bool isWatched);
    /// In the order of the configuration.
    const States& states() const { return m_states; }
    /// Why the states are outdated; empty: they are current.
    const QString& problem() const { return m_problem; }
    bool isReading() const { return m_isReading; }
    /// A warning about a configured budget, such as that its provider does not exist; mostly empty.
    std::optional<gateway::config::Issue> oddity(const gateway::config::BudgetSettings& budget) const;

Q_SIGNALS:
    void changed();

private:
    void read();
    void take(gateway::Result<States> states);
    void awaitPeriodEnd();

    Access m_access;
    const gateway::Clock& m_clock;
    std::unique_ptr<gateway::usage::AskThread> m_thread; ///< created with the first budget
    States m_states;
    QString m_problem;
    QTimer m_pause; ///< until the effect of ended requests is read
    QTimer m_periodEnd;  ///< until the next period begins
    bool m_isWatched = false;
    bool m_lacksLedger = false; ///< there was no ledger when it was needed
    bool m_isReading = false;
};

} // namespace ui::models
