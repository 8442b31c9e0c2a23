#pragma once

#include "ui/dialogs/form_dialog.h"
#include "ui/models/gateway_parts.h"

class QLineEdit;

namespace ui::dialogs {

/// Renames a consumer; its keys and permissions stay. Open it with `open()`.
class RenameConsumerDialog : public FormDialog {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration>;

    /// `access` must outlive it; `consumer` must be configured.
    RenameConsumerDialog(const Access& access, const QString& consumer, QWidget* parent = nullptr);

Q_SIGNALS:
    void renamed(const QString& name);

protected:
    void save() override;

private:
    Access m_access;
    QString m_consumer;
    QLineEdit* m_name;
};

} // namespace ui::dialogs
