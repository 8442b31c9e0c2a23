#include "jump_delegate.h"

#include <QAbstractItemView>
#include <QApplication>

#include <algorithm>

namespace ui::shell {

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
