#pragma once

#include "ui/dialogs/program/choice_dialog.h"
#include "ui/models/gateway_parts.h"

namespace ui::pages {

/// Asks whether to remove a provider's key, and explains the consequences for requests. Open it with `open()`.
class RemoveKeyDialog final : public dialogs::ChoiceDialog {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration, models::Providers>;

    RemoveKeyDialog(const Access& access, const QString& provider, const QString& key, QWidget* parent = nullptr);

Q_SIGNALS:
    void removeWanted();
};

} // namespace ui::pages
