#pragma once

#include "ui/widgets/cell_delegate.h"

namespace ui::models {
class EvalMatrixModel;
}

namespace ui::pages {

/// Draws the intervals of scores on one axis.
class ScoreBarDelegate final : public widgets::CellDelegate {
    Q_OBJECT
public:
    /// `model` is that of the table; both must outlive it.
    ScoreBarDelegate(const models::EvalMatrixModel& model, widgets::DataTable* table);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// Room for an axis that can be read.
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    /// Where the axis is in a cell.
    static QRect axisOf(const QRect& cell);

private:
    const models::EvalMatrixModel& m_model;
};

} // namespace ui::pages
