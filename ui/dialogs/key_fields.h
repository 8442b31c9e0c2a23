#pragma once

#include "ui/models/providers/provider_draft.h"

#include <QObject>

class QComboBox;
class QLineEdit;
class QWidget;

namespace ui::widgets {
class Label;
}

namespace ui::dialogs {

class FormGrid;

/// The rows of a form for one key: the key itself or where it is read from, and
/// where it is kept. The key is shown as dots, leaves by `key()` only, and is wiped
/// with `clear()`; there is no way to copy it out of the field.
class KeyFields : public QObject {
    Q_OBJECT
public:
    /// Adds its rows to `grid`, which must outlive it.
    KeyFields(FormGrid& grid, QObject* parent);

    enum class Need { Needed, Optional, None };

    /// `stored`: the key is kept already and is replaced only if one is typed.
    /// `variable`: a customary one, may be empty.
    void setUp(const models::KeyDraft& key, bool stored, Need need, const QString& variable);
    /// What stands in the field of a stored key, where it is not as it should be.
    void setStoredHint(const QString& hint);
    /// How the encrypted file is: a passphrase is asked for where it is not open.
    void setVault(gateway::host::VaultState state);
    /// There is no keychain on this machine: a new key goes into the encrypted file, unless another place was chosen.
    void setNoKeychain();
    /// What is typed now, with `name` and `weight` as they were set up.
    models::KeyDraft key() const;
    /// Wipes what was typed.
    void clear();
    void setVisible(bool visible);
    /// Shows a problem of the key's fields; false: it is of another field.
    bool showProblem(const models::DraftProblem& problem);
    QWidget* firstField() const;
    /// Where a problem belongs; null: it is of another field.
    QWidget* fieldOf(const models::DraftProblem& problem) const;

Q_SIGNALS:
    void changed();

private:
    models::KeyPlace place() const;
    void showPlace();
    void showHint();
    void chooseFile();
    void leaveKeychain();

    FormGrid& m_grid;
    QLineEdit* m_secret;
    QLineEdit* m_variable;
    QWidget* m_fileRow;
    QLineEdit* m_file;
    QComboBox* m_place;
    QLineEdit* m_passphrase;
    QLineEdit* m_repeat;
    widgets::Label* m_hint;
    gateway::host::VaultState m_vault = gateway::host::VaultState::Absent;
    models::KeyDraft m_setUp;
    bool m_isVisible = true;
    bool m_hasKeychain = true;
    bool m_isStored = false;
    bool m_isPlaceChosen = false; ///< by hand
};

} // namespace ui::dialogs
