#include "list_selection.h"

#include "ui/models/roles.h"
#include "ui/widgets/data_table.h"

#include <QItemSelectionModel>

#include <algorithm>
#include <utility>

namespace ui::pages {

ListSelection::ListSelection(widgets::DataTable& table, Most most, QObject* parent) : QObject(parent), m_table(table)
{
    if (most == Most::Several) table.setSeveral();
    connect(table.selectionModel(), &QItemSelectionModel::selectionChanged, this, &ListSelection::settle);
    connect(table.selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ListSelection::settle);
    connect(table.model(), &QAbstractItemModel::modelAboutToBeReset, this, &ListSelection::remember);
    connect(table.model(), &QAbstractItemModel::modelReset, this, &ListSelection::restore);
    restore();
}

QString ListSelection::idAt(int row) const { return m_table.model()->index(row, 0).data(models::IdRole).toString(); }

int ListSelection::rowOf(const QString& id) const
{
    for (int row = 0; row < m_table.model()->rowCount(); ++row)
        if (idAt(row) == id) return row;
    return -1;
}

QStringList ListSelection::chosen() const
{
    QModelIndexList rows = m_table.selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    QStringList ids;
    for (const QModelIndex& row : std::as_const(rows)) ids += idAt(row.row());
    return ids;
}

int ListSelection::currentRow() const
{
    const QModelIndexList rows = m_table.selectionModel()->selectedRows();
    return rows.size() == 1 ? rows.front().row() : m_table.currentIndex().row();
}

QString ListSelection::current() const
{
    const int row = currentRow();
    return row < 0 ? QString() : idAt(row);
}

void ListSelection::select(const QString& id)
{
    const int row = rowOf(id);
    m_wanted = row < 0 ? id : QString();
    if (row < 0) return;
    m_table.choose(m_table.model()->index(row, 0));
    m_table.scrollTo(m_table.currentIndex());
}

void ListSelection::remember()
{
    m_order.clear();
    for (int row = 0; row < m_table.model()->rowCount(); ++row)
        if (!m_table.isRowHidden(row)) m_order += idAt(row);
}

/// The first row after it, otherwise before it, that still exists.
QString ListSelection::nextOf(const QString& id) const
{
    const qsizetype at = m_order.indexOf(id);
    for (qsizetype i = at + 1; at >= 0 && i < m_order.size(); ++i)
        if (rowOf(m_order[i]) >= 0) return m_order[i];
    for (qsizetype i = at - 1; i >= 0; --i)
        if (rowOf(m_order[i]) >= 0) return m_order[i];
    return {};
}

/// Takes the removed rows that exist again. If all selected rows have gone, it remembers them.
QStringList ListSelection::cameBack()
{
    QStringList back;
    QStringList lost;
    for (const QString& id : std::as_const(m_lost)) (rowOf(id) < 0 ? lost : back) += id;
    const bool isAnyLeft = std::ranges::any_of(m_chosen, [this](const QString& id) { return rowOf(id) >= 0; });
    for (const QString& id : std::as_const(m_chosen))
        if (!isAnyLeft && !lost.contains(id)) lost += id;
    m_lost = lost;
    return back;
}

void ListSelection::restore()
{
    const bool isWanted = !m_wanted.isEmpty() && rowOf(m_wanted) >= 0;
    const QStringList back = cameBack();
    QString current = isWanted ? std::exchange(m_wanted, {}) : m_current;
    QStringList kept;
    for (const QString& id : back.isEmpty() ? std::as_const(m_chosen) : back)
        if (!isWanted && rowOf(id) >= 0) kept += id;
    if (!kept.isEmpty() && !kept.contains(current)) current = kept.front(); // no other row is added to them
    if (rowOf(current) < 0) current = nextOf(current);
    const QAbstractItemModel& model = *m_table.model();
    if (model.rowCount() > 0) m_table.choose(model.index(std::max(rowOf(current), 0), 0));
    for (const QString& id : std::as_const(kept))
        m_table.selectionModel()->select(model.index(rowOf(id), 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    m_current = ListSelection::current();
    m_chosen = chosen();
    Q_EMIT changed();
}

void ListSelection::settle()
{
    const QString current = ListSelection::current();
    const QStringList chosen = ListSelection::chosen();
    if (current == m_current && chosen == m_chosen) return;
    m_current = current;
    m_chosen = chosen;
    Q_EMIT changed();
}

std::vector<std::string> namesOf(const QStringList& ids)
{
    std::vector<std::string> names;
    for (const QString& id : ids) names.push_back(id.toStdString());
    return names;
}

} // namespace ui::pages
