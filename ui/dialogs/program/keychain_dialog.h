#pragma once

#include "choice_dialog.h"

#include "ui/models/gateway_parts.h"

namespace ui::dialogs {

/// Keys are in another keychain than the one that is here: whether to wait for that one or to go on with this one, which it
/// then does. Open it with `open()`.
class KeychainDialog : public ChoiceDialog {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Secrets>;

    static constexpr auto kName = "keychainDialog";

    /// `access` must outlive it.
    KeychainDialog(const Access& access, const gateway::host::KeychainMove& move, QWidget* parent = nullptr);

    /// Opens one above `window`, if there is something to be asked and none is open.
    static void ask(const Access& access, QWidget& window);
};

} // namespace ui::dialogs
