#pragma once

#include "gateway/exchange/attempts/services.h"
#include "gateway/policy/limits/limit_report.h"
#include "gateway/policy/limits/limit_warning.h"

#include <QObject>
#include <QTimer>

#include <string>
#include <vector>

namespace gateway::exchange {

/// The limits of a gateway: applies them, reads their earlier uses, counts usage that is reported late, and reports what
/// is used of them. Gateway thread.
class GatewayLimits final : public QObject {
    Q_OBJECT
public:
    /// `services` must outlive this object.
    explicit GatewayLimits(Services& services, QObject* parent = nullptr);

    policy::LimitBook& book() { return m_book; }
    /// Applies to exchanges that begin from now on.
    void use(const Snapshot& snapshot);
    /// Sets where the earlier uses of new limits come from. The records of all exchanges that have ended are published
    /// before it is asked.
    void readEarlierUses(policy::LimitBook::AskUses ask);

Q_SIGNALS:
    /// What is used of limits has changed, or which limits there are; at most once a second. The counters are those of requests in flight.
    void changed(const std::vector<gateway::policy::LimitReport>& reports);
    /// A counter has reached a percentage of its limit.
    void warned(const gateway::policy::LimitWarning& warning);

private:
    void bookOverdue(const std::string& exchange);

    Services& m_services;
    policy::LimitBook m_book;
    QTimer m_report;
};

} // namespace gateway::exchange
