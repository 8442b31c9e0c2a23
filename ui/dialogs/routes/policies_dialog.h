#pragma once

#include "route_form.h"

#include "ui/models/gateway_parts.h"

#include <array>

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace ui::dialogs {

/// How a route distributes requests over its targets, how it reacts to failures, and who may use it. Open it with
/// `open()`.
class PoliciesDialog : public RouteForm {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration>;

    PoliciesDialog(const Access& access, const QString& route, QWidget* parent = nullptr);

protected:
    void save() override;

private:
    void addBalance();
    void addFallback();
    void addAccess();
    void fill();
    void read(gateway::config::RouteSettings& route, std::vector<models::RouteProblem>& problems) const;
    void settleRows();
    void orderTabs();

    QComboBox* m_algorithm;
    QComboBox* m_hashOn;
    QLineEdit* m_hashKey;
    std::array<QCheckBox*, gateway::config::kFailureClasses> m_failures{};
    QWidget* m_failureBox;
    QLineEdit* m_statuses;
    QSpinBox* m_attempts;
    QSpinBox* m_deadline;
    QSpinBox* m_retries;
    QSpinBox* m_backoff;
    QSpinBox* m_within;
    QSpinBox* m_hedge;
    QWidget* m_alsoBox;
    QCheckBox* m_degraded;
    QCheckBox* m_continue;
    QCheckBox* m_credential;
    QLineEdit* m_consumers;
};

/// The load-balancing algorithms: display text, with the configuration value as data.
void addAlgorithms(QComboBox& box);

} // namespace ui::dialogs
