#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/dialogs/form_dialog.h"
#include "ui/models/clients/consumer_draft.h"

#include <memory>

class QComboBox;
class QLineEdit;

namespace ui::widgets {
class DateEdit;
}

namespace ui::dialogs {

class ScopeFields;

/// Creates a consumer with its first key, or another key for a consumer. Open it with `open()`; only `made` returns the
/// key.
class ConsumerDialog : public FormDialog {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration>;

    /// `access` must outlive it. `consumer`: gets another key; empty: a new consumer is created.
    ConsumerDialog(const Access& access, const QString& consumer, const QDate& today, QWidget* parent = nullptr);
    ~ConsumerDialog() override;

Q_SIGNALS:
    void made(const QString& consumer, const gateway::Secret& key);

protected:
    void save() override;

private:
    void fillFields();
    void showDay();
    models::ConsumerDraft typed() const;
    void tell(const models::ConsumerProblem& problem);

    Access m_access;
    QString m_consumer;
    QDate m_today;
    QLineEdit* m_name = nullptr;      ///< null: for an existing consumer
    QComboBox* m_ends;
    widgets::DateEdit* m_day;
    std::unique_ptr<ScopeFields> m_scope; ///< null: for an existing consumer
};

} // namespace ui::dialogs
