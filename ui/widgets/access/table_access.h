#pragma once

#include <QAccessibleWidget>
#include <QHash>
#include <QPersistentModelIndex>
#include <QTableView>

namespace ui::widgets {

/// The accessible interface of a table. In contrast to Qt's, a cell that is not visible, because its table or page is
/// scrolled or another page is in front, is reported as such.
class TableAccess final : public QAccessibleWidget, public QAccessibleTableInterface {
public:
    /// Registers it for all tables. May be called repeatedly.
    static void install();

    explicit TableAccess(QTableView* view);
    ~TableAccess() override;

    void* interface_cast(QAccessible::InterfaceType type) override;
    QAccessible::State state() const override;
    int childCount() const override;
    /// In Qt's order: row by row, including the header row and the column of row headers.
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
    mutable QHash<QPersistentModelIndex, QAccessible::Id> m_cells; // created on demand, like the headers
    mutable QHash<int, QAccessible::Id> m_headers; // by section; those of rows are negative
};

} // namespace ui::widgets
