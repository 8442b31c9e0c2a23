#pragma once

#include "choice_dialog.h"

#include "ui/models/gateway_access.h"

namespace ui::dialogs {

/// Keys are in another keychain than the one that is here: whether to wait for that one or to go on with this one, which it
/// then does. Open it with `open()`.
class KeychainDialog : public ChoiceDialog {
    Q_OBJECT
public:
    static constexpr auto kName = "keychainDialog";

    /// `access` must outlive it.
    KeychainDialog(models::GatewayAccess& access, const gateway::host::KeychainMove& move, QWidget* parent = nullptr);

    /// Opens one above `window`, if there is something to be asked and none is open.
    static void ask(models::GatewayAccess& access, QWidget& window);
};

} // namespace ui::dialogs
