#include "cell_delegate.h"

#include "data_table.h"

#include "ui/look/icons.h"
#include "ui/look/line.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>
#include <optional>

namespace ui::widgets {

namespace {

constexpr int kSelectionBar = 3;
constexpr int kMarkGap = 8;
constexpr int kSwatch = 10;
constexpr int kShareBar = 8;
constexpr int kProgressBar = 6;
constexpr int kProgressGap = 3; // above and below the bar
constexpr double kLeastProgress = 3; // px; a narrower part would be invisible

bool isFirstColumn(const QModelIndex& index) { return index.column() == 0; }

QFont fontOf(const QModelIndex& index)
{
    if (index.data(CellRole::kFixedFont).toBool())
        return look::theme().font(look::TextRole::Mono);
    return look::theme().font(index.data(CellRole::kStrong).toBool() ? look::TextRole::Heading : look::TextRole::Body);
}

look::Color colorOf(const QModelIndex& index)
{
    return look::colorNamed(index.data(CellRole::kTone).toString()).value_or(look::Color::Text);
}

std::optional<look::Status> statusOf(const QModelIndex& index) { return look::statusNamed(index.data(CellRole::kStatus).toString()); }

bool hasSwatch(const QModelIndex& index) { return index.data(CellRole::kSwatch).isValid(); }

bool hasCheck(const QModelIndex& index) { return index.data(Qt::CheckStateRole).isValid(); }

bool hasMark(const QModelIndex& index) { return hasCheck(index) || statusOf(index) || hasSwatch(index) || !index.data(CellRole::kIcon).toString().isEmpty(); }

void paintRounded(QPainter& painter, const QRectF& area, const QColor& color, double radius)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(area, radius, radius);
}

} // namespace

CellDelegate::CellDelegate(DataTable* table) : QStyledItemDelegate(table), m_table(table) {}

bool CellDelegate::isLastColumn(const QModelIndex& index) const
{
    int last = index.model()->columnCount(index.parent()) - 1;
    while (last > index.column() && m_table->isColumnHidden(last))
        --last;
    return index.column() == last;
}

CellDelegate::Place CellDelegate::place(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const look::Theme& theme = look::theme();
    const int inset = theme.px(theme.metrics().cardPaddingX) - look::kCardEdge;
    Place place;
    place.text = option.rect.adjusted(isFirstColumn(index) ? inset : inset / 2, 0, isLastColumn(index) ? -inset : -inset / 2, 0);
    if (hasMark(index)) {
        const int side = theme.px(theme.metrics().iconStatus) + 2;
        place.mark = QRect(place.text.left(), option.rect.top(), side, option.rect.height());
        place.text.setLeft(place.text.left() + side + theme.px(kMarkGap));
    }
    return place;
}

void CellDelegate::paintGround(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const look::Theme& theme = look::theme();
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    if (isSelected)
        painter.fillRect(option.rect, theme.color(look::Color::AccentSoft));
    else if (m_table->hoveredRow() == index.row())
        painter.fillRect(option.rect, theme.color(look::Color::Hover));
    if (index.row() < index.model()->rowCount(index.parent()) - 1)
        look::paintLine(painter, QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), theme.color(look::Color::Hairline));
    if (isSelected && isFirstColumn(index))
        painter.fillRect(QRect(option.rect.left(), option.rect.top(), kSelectionBar, option.rect.height()), theme.color(look::Color::AccentText));
    // The focus ring surrounds the whole row, drawn cell by cell.
    if (m_table->hasFocus() && m_table->currentIndex().row() == index.row()) {
        const int ring = theme.metrics().focusRing;
        const QColor color = theme.color(look::Color::AccentText);
        painter.fillRect(QRect(option.rect.left(), option.rect.top(), option.rect.width(), ring), color);
        painter.fillRect(QRect(option.rect.left(), option.rect.bottom() + 1 - ring, option.rect.width(), ring), color);
        if (isLastColumn(index))
            painter.fillRect(QRect(option.rect.right() + 1 - ring, option.rect.top(), ring, option.rect.height()), color);
        if (isFirstColumn(index))
            painter.fillRect(QRect(option.rect.left(), option.rect.top(), ring, option.rect.height()), color);
    }
}

void CellDelegate::paintText(QPainter& painter, const QRect& area, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const look::Theme& theme = look::theme();
    const QString first = index.data(Qt::DisplayRole).toString();
    const QString second = index.data(CellRole::kSecondLine).toString();
    const QVariant given = index.data(Qt::TextAlignmentRole);
    const Qt::Alignment wanted = given.isValid() ? Qt::Alignment(given.toInt()) : Qt::Alignment(Qt::AlignLeft);
    const Qt::Alignment side = QStyle::visualAlignment(option.direction, wanted) & Qt::AlignHorizontal_Mask;
    const Qt::TextElideMode elide = index.data(CellRole::kFixedFont).toBool() ? Qt::ElideMiddle : Qt::ElideRight;
    const QFont font = fontOf(index);
    const QFontMetrics metrics(font);
    painter.setFont(font);
    painter.setPen(theme.color(colorOf(index)));
    if (second.isEmpty()) {
        painter.drawText(area, static_cast<int>(side | Qt::AlignVCenter | Qt::TextSingleLine), metrics.elidedText(first, elide, area.width()));
        return;
    }
    const QFont small = theme.font(look::TextRole::Small);
    const QFontMetrics smallMetrics(small);
    const int both = metrics.height() + smallMetrics.height();
    const QRect upper(area.left(), area.top() + (area.height() - both) / 2, area.width(), metrics.height());
    const QRect lower(area.left(), upper.bottom() + 1, area.width(), smallMetrics.height());
    painter.drawText(upper, static_cast<int>(side | Qt::AlignVCenter | Qt::TextSingleLine), metrics.elidedText(first, elide, area.width()));
    painter.setFont(small);
    painter.setPen(theme.color(look::Color::TextSecondary));
    painter.drawText(lower, static_cast<int>(side | Qt::AlignVCenter | Qt::TextSingleLine), smallMetrics.elidedText(second, Qt::ElideRight, area.width()));
}

/// The text with what is beside it, the bar, and the second line.
void CellDelegate::paintProgress(QPainter& painter, const QRect& area, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const look::Theme& theme = look::theme();
    const QFont font = fontOf(index);
    const QFont small = theme.font(look::TextRole::Small);
    const QFontMetrics metrics(font);
    const QFontMetrics smallMetrics(small);
    const int bar = theme.px(kProgressBar);
    const int gap = theme.px(kProgressGap);
    const auto sided = [&](const QRect& place) { return QStyle::visualRect(option.direction, area, place); };
    const auto flags = [&](Qt::Alignment side) { return static_cast<int>(QStyle::visualAlignment(option.direction, side) | Qt::AlignVCenter | Qt::TextSingleLine); };
    const int top = area.top() + (area.height() - metrics.height() - bar - 2 * gap - smallMetrics.height()) / 2;
    const QRect upper(area.left(), top, area.width(), metrics.height());
    const QRect track(area.left(), upper.bottom() + 1 + gap, area.width(), bar);
    const QRect lower(area.left(), track.bottom() + 1 + gap, area.width(), smallMetrics.height());
    const QString aside = index.data(CellRole::kAside).toString();
    const int asideWidth = aside.isEmpty() ? 0 : metrics.horizontalAdvance(aside) + theme.px(kMarkGap);
    painter.setFont(font);
    painter.setPen(theme.color(look::Color::TextSecondary));
    painter.drawText(upper, flags(Qt::AlignRight), aside);
    painter.setPen(theme.color(colorOf(index)));
    painter.drawText(sided(upper.adjusted(0, 0, -asideWidth, 0)), flags(Qt::AlignLeft), metrics.elidedText(index.data().toString(), Qt::ElideRight, upper.width() - asideWidth));
    painter.setFont(small);
    painter.setPen(theme.color(look::Color::TextSecondary));
    painter.drawText(lower, flags(Qt::AlignLeft), smallMetrics.elidedText(index.data(CellRole::kSecondLine).toString(), Qt::ElideRight, lower.width()));

    const double share = std::clamp(index.data(CellRole::kProgress).toDouble(), 0.0, 1.0);
    const double held = std::clamp(index.data(CellRole::kProgressHeld).toDouble(), 0.0, share);
    const double end = share > 0 ? std::max(share * track.width(), kLeastProgress) : 0.0;
    const double sure = (share - held) * track.width();
    const QColor color = theme.color(look::colorNamed(index.data(CellRole::kProgressInk).toString()).value_or(look::Color::AccentText));
    QPainterPath outline;
    outline.addRoundedRect(QRectF(track), theme.metrics().radiusBar, theme.metrics().radiusBar);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipPath(outline, Qt::IntersectClip);
    painter.fillRect(track, theme.color(look::Color::Border));
    painter.fillRect(sided(QRect(track.left(), track.top(), static_cast<int>(held > 0 ? sure : end), bar)), color);
    if (held > 0)
        painter.fillRect(sided(QRect(track.left() + static_cast<int>(sure), track.top(), static_cast<int>(end - sure) + 1, bar)), QBrush(color, Qt::BDiagPattern));
}

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    paintGround(*painter, option, index);
    const Place where = place(option, index);
    const look::Theme& theme = look::theme();
    if (const QVariant share = index.data(CellRole::kShare); share.isValid()) {
        const double bar = theme.px(kShareBar);
        const double width = std::max(share.toDouble() * where.text.width(), share.toDouble() > 0 ? bar / 2 : 0.0);
        const QRectF area(where.text.left(), where.text.center().y() - bar / 2 + 1, width, bar);
        paintRounded(*painter, area, theme.color(look::Series{index.data(CellRole::kInk).toInt()}), theme.metrics().radiusBar);
    } else if (hasCheck(index)) {
        QStyleOptionViewItem check = option;
        check.rect = QStyle::alignedRect(option.direction, Qt::AlignLeft | Qt::AlignVCenter, {where.mark.width(), where.mark.width()}, where.mark);
        check.state.setFlag(QStyle::State_On, index.data(Qt::CheckStateRole).toInt() == Qt::Checked);
        check.state.setFlag(QStyle::State_Off, !check.state.testFlag(QStyle::State_On));
        check.state.setFlag(QStyle::State_HasFocus, false);
        m_table->style()->drawPrimitive(QStyle::PE_IndicatorItemViewItemCheck, &check, painter, m_table);
    } else if (hasSwatch(index)) {
        const double side = theme.px(kSwatch);
        const QRectF area(where.mark.left(), where.mark.center().y() - side / 2 + 1, side, side);
        paintRounded(*painter, area, theme.color(look::Series{index.data(CellRole::kSwatch).toInt()}), 2);
    } else if (const auto status = statusOf(index)) {
        look::paintIcon(*painter, where.mark, theme.shape(*status), theme.px(theme.metrics().iconStatus), theme.color(*status));
    } else if (!where.mark.isEmpty()) {
        const QColor ink = theme.color(index.data(CellRole::kTone).isValid() ? colorOf(index) : look::Color::TextSecondary);
        look::paintIcon(*painter, where.mark, index.data(CellRole::kIcon).toString(), theme.px(theme.metrics().iconStatus) + 2, ink);
    }
    if (index.data(CellRole::kProgress).isValid())
        paintProgress(*painter, where.text, option, index);
    else
        paintText(*painter, where.text, option, index);
    painter->restore();
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    Q_UNUSED(option)
    const look::Theme& theme = look::theme();
    const QFontMetrics metrics(fontOf(index));
    const QString aside = index.data(CellRole::kAside).toString();
    const int first = metrics.horizontalAdvance(index.data(Qt::DisplayRole).toString()) + (aside.isEmpty() ? 0 : metrics.horizontalAdvance(aside) + theme.px(kMarkGap));
    const int second = QFontMetrics(theme.font(look::TextRole::Small)).horizontalAdvance(index.data(CellRole::kSecondLine).toString());
    const int mark = hasMark(index) ? theme.px(theme.metrics().iconStatus) + 2 + theme.px(kMarkGap) : 0;
    return {std::max(first, second) + mark + 2 * theme.px(theme.metrics().cardPaddingX), m_table->rowHeight(index.row())};
}

bool CellDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option, const QModelIndex& index)
{
    if (event->type() != QEvent::ToolTip || index.data(Qt::ToolTipRole).isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    // The full text, if it was elided.
    const QRect area = place(option, index).text;
    const QString first = index.data(Qt::DisplayRole).toString();
    const QString second = index.data(CellRole::kSecondLine).toString();
    const bool isShort = QFontMetrics(fontOf(index)).horizontalAdvance(first) > area.width()
        || QFontMetrics(look::theme().font(look::TextRole::Small)).horizontalAdvance(second) > area.width();
    if (!isShort)
        return false;
    QToolTip::showText(event->globalPos(), second.isEmpty() ? first : first + QLatin1Char('\n') + second, view);
    return true;
}

} // namespace ui::widgets
