#pragma once

#include <QAccessibleWidget>
#include <QHash>
#include <QPersistentModelIndex>
#include <QTableView>

namespace ui::widgets {

/// A table as a screen reader has it. It differs from Qt's in one thing: a cell that nobody can see, since its table
/// is scrolled, or the page around it, or another page is in front, says so.
class TableAccess final : public QAccessibleWidget, public QAccessibleTableInterface {
public:
    /// For all tables from now on. Once is enough; more do no harm.
    static void install();

    explicit TableAccess(QTableView* view);
    ~TableAccess() override;

    void* interface_cast(QAccessible::InterfaceType type) override;
    int childCount() const override;
    /// As Qt numbers them: line by line, the header's line and the column of the row headers included.
    QAccessibleInterface* child(int index) const override;
    int indexOfChild(const QAccessibleInterface* child) const override;
    QAccessibleInterface* childAt(int x, int y) const override;
    QAccessibleInterface* focusChild() const override;

    QAccessibleInterface* caption() const override { return nullptr; }
    QAccessibleInterface* summary() const override { return nullptr; }
    QAccessibleInterface* cellAt(int row, int column) const override;
    int selectedCellCount() const override;
    QList<QAccessibleInterface*> selectedCells() const override;
    QString columnDescription(int column) const override;
    QString rowDescription(int row) const override;
    int selectedColumnCount() const override;
    int selectedRowCount() const override;
    int columnCount() const override;
    int rowCount() const override;
    QList<int> selectedColumns() const override;
    QList<int> selectedRows() const override;
    bool isColumnSelected(int column) const override;
    bool isRowSelected(int row) const override;
    bool selectRow(int row) override;
    bool selectColumn(int column) override;
    bool unselectRow(int row) override;
    bool unselectColumn(int column) override;
    void modelChange(QAccessibleTableModelChangeEvent* event) override;

private:
    QAccessibleInterface* cellOf(const QModelIndex& index) const;
    QAccessibleInterface* headerOf(Qt::Orientation orientation, int section) const;
    bool select(const QModelIndex& index, QItemSelectionModel::SelectionFlags how);

    QTableView& m_view;
    mutable QHash<QPersistentModelIndex, QAccessible::Id> m_cells; // made when asked for, as the headers
    mutable QHash<int, QAccessible::Id> m_headers; // sections; those of rows below 0
};

} // namespace ui::widgets
