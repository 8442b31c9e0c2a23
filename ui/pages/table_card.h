#pragma once

#include "ui/widgets/card.h"

#include <QAbstractItemModel>

class QStackedLayout;

namespace ui::widgets {
class DataTable;
class EmptyState;
class ListFilter;
}

namespace ui::pages {

/// A card with a table, and a placeholder while the table has no rows.
class TableCard : public widgets::Card {
    Q_OBJECT
public:
    explicit TableCard(const QString& emptyIcon, QWidget* parent = nullptr);

    /// `model` must outlive the card; replaces the previous one.
    void setModel(QAbstractItemModel* model);
    void setEmptyTexts(const QString& title, const QString& lines);
    /// Adds an action to the placeholder.
    void addToEmpty(QWidget* control);
    /// Puts a field above the table that filters its rows; Ctrl+F of `page` leads there, also from a view that
    /// hides the list in a narrow window. After `setModel()`. It needs `setFilterHint()`, again after each change of the
    /// language.
    void addFilter(QWidget& page);
    void setFilterHint(const QString& hint);
    widgets::DataTable* table() const { return m_table; }
    bool isEmpty() const;

protected:
    /// Leads to the filter field.
    virtual void find();

private:
    void settle();

    QStackedLayout* m_stack;
    widgets::DataTable* m_table;
    widgets::EmptyState* m_empty;
    widgets::ListFilter* m_filter = nullptr;
};

} // namespace ui::pages
