#pragma once

#include "ui/dialogs/form_dialog.h"
#include "ui/models/gateway_parts.h"

#include "gateway/config/settings/settings.h"

#include <memory>

class QLineEdit;

namespace ui::dialogs {

class AllSettingsLink;
class ScopeFields;

/// Edits the usual settings of a consumer: its name and what it may use. Its keys and all other settings stay. Open it
/// with `open()`.
class EditConsumerDialog : public FormDialog {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration>;

    /// `access` must outlive it; `consumer` must be configured.
    EditConsumerDialog(const Access& access, const QString& consumer, QWidget* parent = nullptr);
    ~EditConsumerDialog() override;

Q_SIGNALS:
    void saved(const QString& name);
    /// The dialog was closed to edit every setting of the consumer, which has this name now.
    void everythingWanted(const QString& name);

protected:
    void save() override;

private:
    gateway::config::ConsumerSettings typed() const;
    void settle();

    Access m_access;
    gateway::config::ConsumerSettings m_before;
    QLineEdit* m_name;
    std::unique_ptr<ScopeFields> m_scope;
    AllSettingsLink* m_everything;
    bool m_leadsOn = false; ///< to every setting, once it is saved
};

} // namespace ui::dialogs
