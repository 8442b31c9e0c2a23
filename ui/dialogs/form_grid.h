#pragma once

#include <QList>
#include <QWidget>

class QGridLayout;

namespace ui::widgets {
class Label;
}

namespace ui::dialogs {

/// A column of right-aligned labels and their fields, each with room for an error below it.
class FormGrid : public QWidget {
    Q_OBJECT
public:
    explicit FormGrid(QWidget* parent = nullptr);

    /// Adds a row; the field's object name is `name`, that of its error `nameError`. Takes ownership of the field.
    void addRow(const QString& name, const QString& label, QWidget* field);
    void setLabel(QWidget* field, const QString& label);
    /// A small line below the field, above its error.
    void setHint(QWidget* field, const QString& text);
    void setRowVisible(QWidget* field, bool visible);
    /// Empty: none.
    void setError(QWidget* field, const QString& text);
    QString error(const QWidget* field) const;
    void clearErrors();
    /// Removes all rows after the first `count`.
    void truncate(int count);
    int rowCount() const { return static_cast<int>(m_rows.size()); }

private:
    struct Row {
        widgets::Label* label;
        QWidget* field;
        widgets::Label* error;
        widgets::Label* hint;
        bool isVisible = true;
    };
    const Row* find(const QWidget* field) const;

    QGridLayout* m_grid;
    QList<Row> m_rows;
};

} // namespace ui::dialogs
