#pragma once

#include <QStyledItemDelegate>

namespace ui::widgets {

class DataTable;

/// Draws the cells of a `DataTable` from the roles of `CellRole`.
class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit CellDelegate(DataTable* table);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option, const QModelIndex& index) override;

private:
    struct Place {
        QRect mark; ///< of the shape or icon; empty if none
        QRect text;
    };
    bool isLastColumn(const QModelIndex& index) const; ///< among the visible columns
    Place place(const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintGround(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintText(QPainter& painter, const QRect& area, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    void paintProgress(QPainter& painter, const QRect& area, const QStyleOptionViewItem& option, const QModelIndex& index) const;

    DataTable* m_table;
};

} // namespace ui::widgets
