#pragma once

#include "ui/models/provider_draft.h"

#include <QObject>

class QComboBox;
class QLineEdit;
class QWidget;

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
    /// What is typed now, with `name` and `weight` as they were set up.
    models::KeyDraft key() const;
    /// Wipes what was typed.
    void clear();
    void setVisible(bool visible);
    /// Shows a problem of the key's fields; false: it is of another field.
    bool showProblem(const models::DraftProblem& problem);
    QWidget* firstField() const;

Q_SIGNALS:
    void changed();

private:
    models::KeyPlace place() const;
    void showPlace();
    void chooseFile();

    FormGrid& m_grid;
    QLineEdit* m_secret;
    QLineEdit* m_variable;
    QWidget* m_fileRow;
    QLineEdit* m_file;
    QComboBox* m_place;
    models::KeyDraft m_setUp;
    bool m_isVisible = true;
};

} // namespace ui::dialogs
