#pragma once

#include <QList>
#include <QWidget>

class QGridLayout;

namespace ui::widgets {
class Label;
}

namespace ui::dialogs {

/// A column of right-aligned labels and their fields, each with room for an error under it.
class FormGrid : public QWidget {
    Q_OBJECT
public:
    explicit FormGrid(QWidget* parent = nullptr);

    /// Adds a row; the field is called `name`, its error `nameError`. Takes the field.
    void addRow(const QString& name, const QString& label, QWidget* field);
    void setLabel(QWidget* field, const QString& label);
    void setRowVisible(QWidget* field, bool visible);
    /// Empty: none.
    void setError(QWidget* field, const QString& text);
    QString error(const QWidget* field) const;
    void clearErrors();
    /// Takes out every row after the first `count`.
    void truncate(int count);
    int rowCount() const { return static_cast<int>(m_rows.size()); }

private:
    struct Row {
        widgets::Label* label;
        QWidget* field;
        widgets::Label* error;
        bool isVisible = true;
    };
    const Row* find(const QWidget* field) const;

    QGridLayout* m_grid;
    QList<Row> m_rows;
};

} // namespace ui::dialogs
