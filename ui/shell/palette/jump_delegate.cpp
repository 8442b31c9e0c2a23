#include "jump_delegate.h"

#include "ui/look/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QPainter>

#include <algorithm>

namespace ui::shell {

namespace {
constexpr int kSeparatorLength = 3; ///< " · " between the title and its kind
}

QString JumpDelegate::shownText(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem row(option);
    initStyleOption(&row, index);
    return row.text;
}

void JumpDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const QString title = index.data(kTitleRole).toString();
    if (!title.isEmpty())
        option->text = fitted(*option, title);
}

void JumpDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QString title = index.data(kTitleRole).toString();
    QStyleOptionViewItem row(option);
    initStyleOption(&row, index);
    const QString kind = title.isEmpty() ? QString() : index.data(Qt::DisplayRole).toString().mid(title.size());
    row.text.chop(kind.size());
    const QStyle& style = row.widget ? *row.widget->style() : *QApplication::style();
    style.drawControl(QStyle::CE_ItemViewItem, &row, painter, row.widget);
    if (kind.isEmpty())
        return;
    row.showDecorationSelected = true;
    const int margin = style.pixelMetric(QStyle::PM_FocusFrameHMargin, &row, row.widget) + 1;
    const QRect place = style.subElementRect(QStyle::SE_ItemViewItemText, &row, row.widget).adjusted(margin, 0, -margin, 0);
    painter->save();
    painter->setFont(row.font);
    painter->setPen(look::theme().color(look::Color::TextSecondary));
    painter->drawText(place, static_cast<int>(Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine), kind.mid(kSeparatorLength));
    painter->restore();
}

QString JumpDelegate::fitted(const QStyleOptionViewItem& option, const QString& title)
{
    const auto* const view = qobject_cast<const QAbstractItemView*>(option.widget);
    QStyleOptionViewItem row(option);
    row.showDecorationSelected = true; // otherwise the text area is only as wide as the text
    if (view)
        row.rect.setRight(std::min(row.rect.right(), view->viewport()->width() - 1));
    const QStyle& style = view ? *view->style() : *QApplication::style();
    const int margin =
        style.pixelMetric(QStyle::PM_FocusFrameHMargin, &row, view) + 1; // the style's margin on both sides
    const int room = style.subElementRect(QStyle::SE_ItemViewItemText, &row, view).width() - 2 * margin;
    const QFontMetrics metrics(option.font);
    if (room <= 0 || metrics.horizontalAdvance(option.text) <= room)
        return option.text;
    const QString kind = option.text.mid(title.size());
    return metrics.elidedText(title, Qt::ElideMiddle, std::max(0, room - metrics.horizontalAdvance(kind))) + kind;
}

} // namespace ui::shell
