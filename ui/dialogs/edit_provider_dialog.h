#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/widgets/dialog.h"

namespace ui::widgets {
class Button;
}

namespace ui::dialogs {

class AllSettingsLink;
class ProviderForm;

/// Edits a configured provider. Open it with `open()`.
class EditProviderDialog : public widgets::Dialog {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Secrets, models::Providers>;

    /// `access` must outlive it; `provider` must be configured and of a known type.
    EditProviderDialog(const Access& access, const QString& provider, QWidget* parent = nullptr);

Q_SIGNALS:
    void saved(const QString& id);
    /// The dialog was closed to edit every setting of the provider.
    void everythingWanted();

protected:
    void done(int result) override;

private:
    void build();
    void settle();

    ProviderForm* m_form;
    AllSettingsLink* m_everything;
    widgets::Button* m_cancel;
    widgets::Button* m_test;
    widgets::Button* m_save;
    bool m_leadsOn = false; ///< to every setting, once it is saved
};

} // namespace ui::dialogs
