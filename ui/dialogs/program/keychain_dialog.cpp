#include "keychain_dialog.h"

namespace ui::dialogs {

KeychainDialog::KeychainDialog(const Access& access, const gateway::host::KeychainMove& move, QWidget* parent)
    : ChoiceDialog({tr("The keys are in %1").arg(QString::fromStdString(move.kept)),
                       tr("Your keys are stored in %1, which is not responding. %2 does not contain them. They are read as soon as %1 runs. If you switch to %2, enter them again; those in %1 are kept.")
                           .arg(QString::fromStdString(move.kept), QString::fromStdString(move.found)),
                       {tr("Cancel"), tr("Check again"), tr("Use %1", "a keychain").arg(QString::fromStdString(move.found))}},
          parent)
{
    setObjectName(QString::fromLatin1(kName));
    connect(this, &ChoiceDialog::chosen, &access.news(), [access](int answer) {
        if (answer == 1)
            access.secrets().refreshKeys();
        else if (answer == 2)
            access.secrets().useFoundKeychain();
    });
}

void KeychainDialog::ask(const Access& access, QWidget& window)
{
    const auto move = access.control().status().keychainMove;
    if (!move || window.findChild<KeychainDialog*>(QString::fromLatin1(kName))) return;
    auto* dialog = new KeychainDialog(access, *move, &window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace ui::dialogs
