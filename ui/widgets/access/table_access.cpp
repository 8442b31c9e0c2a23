#include "table_access.h"

#include "cell_access.h"

#include <QHeaderView>

#include <algorithm>
#include <utility>

namespace ui::widgets {

namespace {

QAccessibleInterface* make(const QString&, QObject* object)
{
    auto* const view = qobject_cast<QTableView*>(object);
    return view ? new TableAccess(view) : nullptr; // Qt takes ownership
}

QAccessibleInterface* known(QAccessible::Id id) { return id == 0 ? nullptr : QAccessible::accessibleInterface(id); }

} // namespace

void TableAccess::install() { QAccessible::installFactory(make); }

TableAccess::TableAccess(QTableView* view) : QAccessibleWidget(view, QAccessible::Table), m_view(*view) { }

TableAccess::~TableAccess()
{
    for (const QAccessible::Id id : std::as_const(m_cells)) QAccessible::deleteAccessibleInterface(id);
    for (const QAccessible::Id id : std::as_const(m_headers)) QAccessible::deleteAccessibleInterface(id);
}

void* TableAccess::interface_cast(QAccessible::InterfaceType type)
{
    return type == QAccessible::TableInterface ? static_cast<QAccessibleTableInterface*>(this) : QAccessibleWidget::interface_cast(type);
}

QAccessible::State TableAccess::state() const
{
    QAccessible::State state = QAccessibleWidget::state();
    state.multiSelectable = state.extSelectable = m_view.selectionMode() == QAbstractItemView::ExtendedSelection;
    return state;
}

int TableAccess::rowCount() const { return m_view.model() ? m_view.model()->rowCount() : 0; }

int TableAccess::columnCount() const { return m_view.model() ? m_view.model()->columnCount() : 0; }

int TableAccess::childCount() const { return (rowCount() + 1) * (columnCount() + 1); }

QAccessibleInterface* TableAccess::child(int index) const
{
    const int row = index / (columnCount() + 1) - 1;
    const int column = index % (columnCount() + 1) - 1;
    if (index < 0 || row >= rowCount()) return nullptr;
    if (row < 0) return headerOf(Qt::Horizontal, std::max(column, 0)); // the corner is not a separate part
    return column < 0 ? headerOf(Qt::Vertical, row) : cellAt(row, column);
}

int TableAccess::indexOfChild(const QAccessibleInterface* child) const
{
    if (const auto* cell = dynamic_cast<const CellAccess*>(child); cell && cell->isValid())
        return (cell->rowIndex() + 1) * (columnCount() + 1) + cell->columnIndex() + 1;
    if (const auto* header = dynamic_cast<const HeaderAccess*>(child); header && header->isValid())
        return header->orientation() == Qt::Horizontal ? header->section() + 1 : (header->section() + 1) * (columnCount() + 1);
    return -1;
}

QAccessibleInterface* TableAccess::childAt(int x, int y) const
{
    const QModelIndex index = m_view.indexAt(m_view.viewport()->mapFromGlobal(QPoint(x, y)));
    return index.isValid() ? cellOf(index) : nullptr;
}

QAccessibleInterface* TableAccess::focusChild() const
{
    const QModelIndex current = m_view.currentIndex();
    return current.isValid() ? cellOf(current) : nullptr;
}

QAccessibleInterface* TableAccess::cellAt(int row, int column) const
{
    const QModelIndex index = m_view.model() ? m_view.model()->index(row, column, m_view.rootIndex()) : QModelIndex();
    return index.isValid() ? cellOf(index) : nullptr;
}

QAccessibleInterface* TableAccess::cellOf(const QModelIndex& index) const
{
    QAccessible::Id& id = m_cells[QPersistentModelIndex(index)];
    if (!known(id)) id = QAccessible::registerAccessibleInterface(new CellAccess(&m_view, index));
    return known(id);
}

QAccessibleInterface* TableAccess::headerOf(Qt::Orientation orientation, int section) const
{
    QAccessible::Id& id = m_headers[orientation == Qt::Horizontal ? section : -1 - section];
    if (!known(id)) id = QAccessible::registerAccessibleInterface(new HeaderAccess(&m_view, orientation, section));
    return known(id);
}

QString TableAccess::columnDescription(int column) const { return m_view.model() ? m_view.model()->headerData(column, Qt::Horizontal).toString() : QString(); }

QString TableAccess::rowDescription(int row) const { return m_view.model() ? m_view.model()->headerData(row, Qt::Vertical).toString() : QString(); }

int TableAccess::selectedCellCount() const { return m_view.selectionModel() ? static_cast<int>(m_view.selectionModel()->selectedIndexes().size()) : 0; }

QList<QAccessibleInterface*> TableAccess::selectedCells() const
{
    QList<QAccessibleInterface*> cells;
    if (!m_view.selectionModel()) return cells;
    for (const QModelIndex& index : m_view.selectionModel()->selectedIndexes()) cells << cellOf(index);
    return cells;
}

QList<int> TableAccess::selectedRows() const
{
    QList<int> rows;
    if (!m_view.selectionModel()) return rows;
    for (const QModelIndex& index : m_view.selectionModel()->selectedRows()) rows << index.row();
    return rows;
}

QList<int> TableAccess::selectedColumns() const
{
    QList<int> columns;
    if (!m_view.selectionModel()) return columns;
    for (const QModelIndex& index : m_view.selectionModel()->selectedColumns()) columns << index.column();
    return columns;
}

int TableAccess::selectedRowCount() const { return static_cast<int>(selectedRows().size()); }

int TableAccess::selectedColumnCount() const { return static_cast<int>(selectedColumns().size()); }

bool TableAccess::isRowSelected(int row) const { return selectedRows().contains(row); }

bool TableAccess::isColumnSelected(int column) const { return selectedColumns().contains(column); }

bool TableAccess::select(const QModelIndex& index, QItemSelectionModel::SelectionFlags how)
{
    if (!index.isValid() || m_view.selectionMode() == QAbstractItemView::NoSelection) return false;
    m_view.selectionModel()->select(index, how);
    return true;
}

bool TableAccess::selectRow(int row)
{
    const QModelIndex index = m_view.model() ? m_view.model()->index(row, 0, m_view.rootIndex()) : QModelIndex();
    const bool isOne = m_view.selectionMode() == QAbstractItemView::SingleSelection;
    return select(index, QItemSelectionModel::Rows | (isOne ? QItemSelectionModel::ClearAndSelect : QItemSelectionModel::Select));
}

bool TableAccess::unselectRow(int row)
{
    const QModelIndex index = m_view.model() ? m_view.model()->index(row, 0, m_view.rootIndex()) : QModelIndex();
    return select(index, QItemSelectionModel::Rows | QItemSelectionModel::Deselect);
}

// Only whole rows can be selected.
bool TableAccess::selectColumn(int) { return false; }
bool TableAccess::unselectColumn(int) { return false; }

void TableAccess::modelChange(QAccessibleTableModelChangeEvent*)
{
    m_cells.removeIf([](decltype(m_cells)::iterator cell) {
        if (cell.key().isValid()) return false;
        if (cell.value() != 0) QAccessible::deleteAccessibleInterface(cell.value());
        return true;
    });
    const int rows = rowCount();
    const int columns = columnCount();
    m_headers.removeIf([rows, columns](decltype(m_headers)::iterator header) {
        if (header.key() < 0 ? -1 - header.key() < rows : header.key() < columns) return false;
        if (header.value() != 0) QAccessible::deleteAccessibleInterface(header.value());
        return true;
    });
}

} // namespace ui::widgets
