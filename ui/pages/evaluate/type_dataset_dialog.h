#pragma once

#include "gateway/usage/search/ask_thread.h"
#include "ui/dialogs/form_dialog.h"
#include "ui/models/evaluation/typed_rows_model.h"

class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace ui::widgets {
class Button;
class DataTable;
}

namespace ui::pages {

/// A dataset whose rows are typed here: a question, the answer that is expected, and how it is checked. Kept in the data
/// folder.
class TypeDatasetDialog final : public dialogs::FormDialog {
    Q_OBJECT
public:
    explicit TypeDatasetDialog(const QString& dataDir, QWidget* parent = nullptr);

    const models::TypedRowsModel& rows() const { return m_rows; }

Q_SIGNALS:
    void saved(const QString& path);

protected:
    void save() override;

private:
    void build();
    void take();     ///< the row in the fields
    void removeRow();
    void showRow();  ///< the selected one, in the fields
    void clearFields();
    void settle();
    int selected() const; ///< -1: none
    models::TypedRow typed() const;

    QString m_dataDir;
    models::TypedRowsModel m_rows;
    QLineEdit* m_name;
    widgets::DataTable* m_table;
    QPlainTextEdit* m_question;
    QPlainTextEdit* m_expected;
    QComboBox* m_check;
    QLineEdit* m_tags;
    widgets::Button* m_take;
    widgets::Button* m_remove;
    gateway::usage::AskThread m_thread;
};

} // namespace ui::pages
