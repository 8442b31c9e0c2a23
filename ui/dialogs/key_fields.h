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

/// The form rows for a key: the key itself or its source, and where it is stored. The key is masked, is returned only by
/// `key()`, and is wiped by `clear()`; it cannot be copied from the field.
class KeyFields : public QObject {
    Q_OBJECT
public:
    /// Adds its rows to `grid`, which must outlive it.
    KeyFields(FormGrid& grid, QObject* parent);

    enum class Need { Needed, Optional, None };

    /// `stored`: the key is already stored and is replaced only if a new one is typed. `variable`: a usual environment
    /// variable, may be empty.
    void setUp(const models::KeyDraft& key, bool stored, Need need, const QString& variable);
    /// Sets the hint in the field of a stored key, if there is a problem with it.
    void setStoredHint(const QString& hint);
    /// Sets the state of the encrypted file: if it is not open, the form asks for the passphrase.
    void setVault(gateway::host::VaultState state);
    /// There is no keychain on this machine: a new key is stored in the encrypted file, unless the user chooses another
    /// location.
    void setNoKeychain();
    /// The current input, with `name` and `weight` from `setUp`.
    models::KeyDraft key() const;
    /// Wipes the input.
    void clear();
    void setVisible(bool visible);
    /// Shows a problem of the key's fields; false: it belongs to another field.
    bool showProblem(const models::DraftProblem& problem);
    QWidget* firstField() const;
    /// The field of a problem; null: it belongs to another field.
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
    bool m_isPlaceChosen = false; ///< by the user
};

} // namespace ui::dialogs
