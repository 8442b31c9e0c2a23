#include "sorted_rows.h"

#include "roles.h"

#include <QLocale>

#include <algorithm>
#include <array>

namespace ui::models {

namespace {

bool isNumber(const QVariant& value) { return value.typeId() != QMetaType::QString && value.canConvert<double>(); }

} // namespace

SortedRows::SortedRows(QAbstractItemModel& rows, QObject* parent) : QSortFilterProxyModel(parent)
{
    setDynamicSortFilter(false);
    setSourceModel(&rows);
}

void SortedRows::sortAgain()
{
    if (isSorted()) invalidate();
}

void SortedRows::sort(int column, Qt::SortOrder order)
{
    m_collator.setLocale(QLocale());
    m_collator.setNumericMode(true);
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
    QSortFilterProxyModel::sort(column, order);
}

bool SortedRows::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const bool isUpward = sortOrder() == Qt::AscendingOrder; // otherwise this is asked for the reverse
    const QVariant a = left.data(SortRole);
    const QVariant b = right.data(SortRole);
    if (a.isValid() != b.isValid()) return a.isValid() == isUpward;
    if (isNumber(a) && isNumber(b) && a.toDouble() != b.toDouble()) return a.toDouble() < b.toDouble();
    const int order = isNumber(a) && isNumber(b) ? 0 : m_collator.compare(a.toString(), b.toString());
    if (order != 0) return order < 0;
    return isUpward ? left.row() < right.row() : left.row() > right.row(); // equal ones keep their own order
}

int severityOf(QStringView status)
{
    constexpr std::array<QStringView, 8> kWorstFirst{u"error", u"warn", u"locked", u"resting", u"busy", u"unknown", u"ok", u"idle"};
    return static_cast<int>(std::ranges::find(kWorstFirst, status) - kWorstFirst.begin());
}

} // namespace ui::models
