#include "score_bar_delegate.h"

#include "ui/look/line.h"
#include "ui/look/theme.h"
#include "ui/models/evaluation/eval_matrix_model.h"
#include "ui/widgets/data_table.h"

#include <QPainter>

namespace ui::pages {

namespace {

constexpr int kBarInset = 12;
constexpr int kAxisWidth = 140;
constexpr int kWhisker = 4;
constexpr double kDisc = 4;
constexpr double kBarPen = 1.75;

} // namespace

ScoreBarDelegate::ScoreBarDelegate(const models::EvalMatrixModel& model, widgets::DataTable* table) : CellDelegate(table), m_model(model) { }

QRect ScoreBarDelegate::axisOf(const QRect& cell)
{
    const int inset = look::theme().px(kBarInset);
    return cell.adjusted(inset, 0, -inset, 0);
}

QSize ScoreBarDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return CellDelegate::sizeHint(option, index).expandedTo({look::theme().px(kAxisWidth), 0});
}

void ScoreBarDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    CellDelegate::paint(painter, option, index);
    const auto bar = m_model.bar(index.row());
    if (!bar) return;
    const look::Theme& theme = look::theme();
    const QRect area = axisOf(option.rect);
    const double middle = area.center().y() + 0.5;
    const auto x = [&](double part) { return area.left() + part * area.width(); };
    for (const double tick : bar->ticks)
        look::paintLine(*painter, QRect(static_cast<int>(x(tick)), area.top(), 1, area.height()), theme.color(look::Color::Hairline));
    const QColor color = theme.color(look::Series{bar->series});
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(color, kBarPen));
    painter->drawLine(QPointF(x(bar->low), middle), QPointF(x(bar->high), middle));
    for (const double end : {bar->low, bar->high}) painter->drawLine(QPointF(x(end), middle - theme.px(kWhisker)), QPointF(x(end), middle + theme.px(kWhisker)));
    painter->setPen(Qt::NoPen);
    painter->setBrush(color);
    painter->drawEllipse(QPointF(x(bar->score), middle), kDisc, kDisc);
    painter->restore();
}

} // namespace ui::pages
