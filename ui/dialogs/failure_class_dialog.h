#pragma once

#include "form_dialog.h"

#include "ui/models/gateway_parts.h"

class QComboBox;
class QDoubleSpinBox;

namespace ui::dialogs {

/// Edits the reaction to a failure class; each field can keep its built-in default. Open it with `open()`.
class FailureClassDialog : public FormDialog {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration, models::Diagnosis>;

    /// `access` must outlive it.
    FailureClassDialog(const Access& access, gateway::config::FailureClass failure, QWidget* parent = nullptr);

Q_SIGNALS:
    void saved();

protected:
    void save() override;

private:
    void fillFields(const gateway::routing::FailurePolicy& builtIn);
    void fill(const gateway::config::FailureClassSettings& own);
    void settleRows();
    gateway::config::FailureClassSettings typed() const;

    Access m_access;
    gateway::config::FailureClass m_failure;
    gateway::config::FailureClassSettings m_opened; ///< original settings
    gateway::config::Rests m_builtInRests;
    QComboBox* m_then;
    QComboBox* m_rests;
    QComboBox* m_moment;
    QComboBox* m_length;
    QDoubleSpinBox* m_time; ///< seconds
};

} // namespace ui::dialogs
