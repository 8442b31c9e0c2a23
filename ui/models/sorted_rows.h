#pragma once

#include <QCollator>
#include <QSortFilterProxyModel>
#include <QStringView>

namespace ui::models {

/// A list sorted by the `SortRole` of a column, or in its own order. Numbers within texts are compared as numbers, and
/// unknown values are last in either direction. Changed values do not move rows; they are sorted when the order is
/// chosen, when rows come or go, and by `sortAgain()`. Main thread.
class SortedRows final : public QSortFilterProxyModel {
    Q_OBJECT
public:
    /// `rows` must outlive it.
    explicit SortedRows(QAbstractItemModel& rows, QObject* parent = nullptr);

    /// Whether the rows are in another order than their own.
    bool isSorted() const { return sortColumn() >= 0; }
    void sortAgain();
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

protected:
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    QCollator m_collator;
};

/// The place of a status from palette.json among others: 0 needs attention most.
int severityOf(QStringView status);

} // namespace ui::models
