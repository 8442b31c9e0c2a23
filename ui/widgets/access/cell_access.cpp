#include "cell_access.h"

#include <QHeaderView>

namespace ui::widgets {

QAccessibleInterface* TablePart::parent() const { return m_table ? QAccessible::queryAccessibleInterface(m_table.data()) : nullptr; }

QRect TablePart::rect() const
{
    if (!isValid()) return {};
    const QRect own = rectInView();
    return own.isEmpty() ? QRect() : QRect(viewOf()->viewport()->mapToGlobal(own.topLeft()), own.size());
}

QAccessible::State TablePart::state() const
{
    QAccessible::State state;
    if (!isValid()) {
        state.invalid = true;
        return state;
    }
    const QWidget* const viewport = viewOf()->viewport();
    state.invisible = !viewport->isVisible() || !viewport->visibleRegion().intersects(rectInView());
    return state;
}

void* CellAccess::interface_cast(QAccessible::InterfaceType type)
{
    return type == QAccessible::TableCellInterface ? static_cast<QAccessibleTableCellInterface*>(this) : nullptr;
}

QAccessible::State CellAccess::state() const
{
    QAccessible::State state = TablePart::state();
    if (!isValid()) return state;
    const auto* const selection = m_table->selectionModel();
    state.selectable = state.focusable = m_index.flags().testFlag(Qt::ItemIsSelectable);
    state.selected = isSelected();
    state.focused = selection && selection->currentIndex() == m_index;
    state.active = state.focused && m_table->hasFocus();
    state.disabled = !m_index.flags().testFlag(Qt::ItemIsEnabled);
    const QVariant check = m_index.data(Qt::CheckStateRole);
    state.checkable = check.isValid();
    state.checked = check.isValid() && check.toInt() == Qt::Checked;
    return state;
}

QString CellAccess::text(QAccessible::Text kind) const
{
    if (!isValid()) return {};
    if (kind == QAccessible::Description) {
        const QString description = m_index.data(Qt::AccessibleDescriptionRole).toString();
        return description.isEmpty() ? m_index.data(Qt::ToolTipRole).toString() : description; // as shown when hovering
    }
    if (kind != QAccessible::Name && kind != QAccessible::Value) return {};
    const QString own = m_index.data(Qt::AccessibleTextRole).toString();
    return own.isEmpty() ? m_index.data(Qt::DisplayRole).toString() : own;
}

bool CellAccess::isSelected() const { return isValid() && m_table->selectionModel() && m_table->selectionModel()->isSelected(m_index); }

QList<QAccessibleInterface*> CellAccess::columnHeaderCells() const
{
    QAccessibleInterface* const above = isValid() && !m_table->horizontalHeader()->isHidden() ? parent()->child(m_index.column() + 1) : nullptr;
    return above ? QList<QAccessibleInterface*>{above} : QList<QAccessibleInterface*>();
}

QHeaderView* HeaderAccess::header() const { return m_orientation == Qt::Horizontal ? m_table->horizontalHeader() : m_table->verticalHeader(); }

bool HeaderAccess::isValid() const { return TablePart::isValid() && m_section < header()->count(); }

QString HeaderAccess::text(QAccessible::Text kind) const
{
    if (!isValid()) return {};
    if (kind == QAccessible::Description && header()->isSortIndicatorShown() && header()->sortIndicatorSection() == m_section)
        return header()->sortIndicatorOrder() == Qt::AscendingOrder ? tr("sorted in ascending order") : tr("sorted in descending order");
    if (kind != QAccessible::Name) return {};
    const auto* const model = m_table->model();
    const QString own = model->headerData(m_section, m_orientation, Qt::AccessibleTextRole).toString();
    return own.isEmpty() ? model->headerData(m_section, m_orientation, Qt::DisplayRole).toString() : own;
}

QAbstractItemView* HeaderAccess::viewOf() const { return header(); }

QRect HeaderAccess::rectInView() const
{
    const int at = header()->sectionViewportPosition(m_section);
    const int size = header()->sectionSize(m_section);
    return m_orientation == Qt::Horizontal ? QRect(at, 0, size, header()->height()) : QRect(0, at, header()->width(), size);
}

} // namespace ui::widgets
