#pragma once

#include "ui/dialogs/program/choice_dialog.h"
#include "ui/models/gateway_parts.h"

namespace ui::pages {

/// Whether a key of a provider is to be removed, and what becomes of the requests then. Open it with `open()`.
class RemoveKeyDialog final : public dialogs::ChoiceDialog {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration, models::Providers>;

    RemoveKeyDialog(const Access& access, const QString& provider, const QString& key, QWidget* parent = nullptr);

Q_SIGNALS:
    void removeWanted();
};

} // namespace ui::pages
