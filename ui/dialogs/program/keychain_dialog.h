#pragma once

#include "choice_dialog.h"

#include "ui/models/gateway_parts.h"

namespace ui::dialogs {

/// Keys are in another keychain than the available one: asks whether to wait for that one or to use this one, and does
/// so. Open it with `open()`.
class KeychainDialog : public ChoiceDialog {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Secrets>;

    static constexpr auto kName = "keychainDialog";

    /// `access` must outlive it.
    KeychainDialog(const Access& access, const gateway::host::KeychainMove& move, QWidget* parent = nullptr);

    /// Opens a dialog above `window`, if it is needed and none is open.
    static void ask(const Access& access, QWidget& window);
};

} // namespace ui::dialogs
