#pragma once

#include "ui/dialogs/form_dialog.h"
#include "ui/models/gateway_parts.h"

class QLineEdit;

namespace ui::dialogs {

/// Asks for the passphrase of the encrypted key file; until then the gateway runs without its keys. Closes itself once
/// the file is open. Open it with `open()` or `show()`.
class UnlockDialog : public FormDialog {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Secrets>;

    /// `access` must outlive it.
    explicit UnlockDialog(const Access& access, QWidget* parent = nullptr);

protected:
    void save() override;
    void done(int result) override;

private:
    Access m_access;
    QLineEdit* m_passphrase;
};

} // namespace ui::dialogs
