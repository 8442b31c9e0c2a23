#include "item_painter.h"

#include "line.h"

#include "control_painter.h"
#include "icons.h"

#include <QPainter>
#include <QStyleOption>

#include <algorithm>

namespace ui::look {

namespace {

constexpr int kSelectionBar = 3;
constexpr int kMenuItemHeight = 30;
constexpr int kMenuSeparator = 9;
constexpr int kMenuInset = 5;
constexpr int kMenuIconLeft = 10;
constexpr int kMenuTextLeft = 36;
constexpr int kMenuTextRight = 30;
constexpr int kMenuShortcutGap = 24;
constexpr int kSortArrow = 12;

} // namespace

void ItemPainter::row(QPainter& painter, const QStyleOption& option, bool withBar) const
{
    if (option.state.testFlag(QStyle::State_Selected)) {
        painter.fillRect(option.rect, m_theme.color(Color::AccentSoft));
        if (withBar) {
            const bool isRightToLeft = option.direction == Qt::RightToLeft;
            const int left = isRightToLeft ? option.rect.right() + 1 - kSelectionBar : option.rect.left();
            painter.fillRect(QRect(left, option.rect.top(), kSelectionBar, option.rect.height()), m_theme.color(Color::AccentText));
        }
    } else if (option.state.testFlag(QStyle::State_MouseOver)) {
        painter.fillRect(option.rect, m_theme.color(Color::Hover));
    }
}

void ItemPainter::headerSection(QPainter& painter, const QStyleOption& option) const
{
    // A single line: separate lines per section leave gaps at 2x.
    paintLine(painter, QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), m_theme.color(Color::Border));
}

void ItemPainter::headerLabel(QPainter& painter, const QStyleOptionHeader& option) const
{
    painter.save();
    painter.setFont(m_theme.font(TextRole::Small));
    painter.setPen(m_theme.color(Color::TextSecondary));
    const int inset = m_theme.px(m_theme.metrics().cardPaddingX) - kCardEdge;
    const bool isFirst = option.position == QStyleOptionHeader::Beginning || option.position == QStyleOptionHeader::OnlyOneSection;
    QRect text = option.rect.adjusted(isFirst ? inset : inset / 2, 0, -inset / 2, 0);
    if (option.position == QStyleOptionHeader::End || option.position == QStyleOptionHeader::OnlyOneSection)
        text.setRight(option.rect.right() - inset);
    const bool isSorted = option.sortIndicator != QStyleOptionHeader::None;
    const int arrow = m_theme.px(kSortArrow);
    if (isSorted)
        text.setRight(text.right() - arrow - 2);
    const Qt::Alignment alignment = QStyle::visualAlignment(option.direction, option.textAlignment);
    const QString shown = painter.fontMetrics().elidedText(option.text, Qt::ElideRight, text.width());
    painter.drawText(text, static_cast<int>(alignment | Qt::AlignVCenter | Qt::TextSingleLine), shown);
    if (isSorted) {
        const int width = painter.fontMetrics().horizontalAdvance(shown);
        const int left = alignment.testFlag(Qt::AlignRight) ? text.right() + 2 : std::min(text.left() + width + 2, text.right() + 2);
        const QPixmap pixmap = tinted(QStringLiteral("act-down"), QSize(arrow, arrow), painter.device()->devicePixelRatioF(), m_theme.color(Color::TextSecondary));
        painter.translate(left + arrow / 2.0, option.rect.center().y() + 0.5);
        if (option.sortIndicator == QStyleOptionHeader::SortDown) // in Qt, down means ascending
            painter.rotate(180);
        painter.drawPixmap(QPointF(-arrow / 2.0, -arrow / 2.0), pixmap);
    }
    painter.restore();
}

QSize ItemPainter::menuItemSize(const QStyleOptionMenuItem& option) const
{
    if (option.menuItemType == QStyleOptionMenuItem::Separator)
        return {m_theme.px(kMenuTextLeft), m_theme.px(kMenuSeparator)};
    const QFontMetrics metrics(option.font);
    const QStringList parts = option.text.split(QLatin1Char('\t'));
    int width = m_theme.px(kMenuTextLeft + kMenuTextRight) + metrics.size(Qt::TextShowMnemonic | Qt::TextSingleLine, parts.front()).width();
    if (parts.size() > 1)
        width += metrics.horizontalAdvance(parts[1]) + m_theme.px(kMenuShortcutGap);
    return {width, std::max(m_theme.px(kMenuItemHeight), metrics.height() + 8)};
}

void ItemPainter::menuItem(QPainter& painter, const QStyleOptionMenuItem& option) const
{
    const int inset = m_theme.px(kMenuInset);
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        painter.fillRect(QRect(option.rect.left() + inset * 2, option.rect.center().y(), option.rect.width() - inset * 4, 1), m_theme.color(Color::Hairline));
        return;
    }
    const bool isEnabled = option.state.testFlag(QStyle::State_Enabled);
    const bool isSelected = isEnabled && option.state.testFlag(QStyle::State_Selected);
    const ControlPainter controls(m_theme);
    if (isSelected)
        controls.panel(painter, option.rect.adjusted(inset, 0, -inset, 0), m_theme.color(Color::Accent), m_theme.color(Color::Accent), m_theme.px(m_theme.metrics().radiusControl) - 2);
    const QColor ink = m_theme.color(isSelected ? Color::OnAccent : isEnabled ? Color::Text : Color::TextSecondary);
    const int side = m_theme.px(m_theme.metrics().iconAction);
    const QRect iconRect(option.rect.left() + m_theme.px(kMenuIconLeft), option.rect.center().y() - side / 2 + 1, side, side);
    if (option.checkType != QStyleOptionMenuItem::NotCheckable && option.checked) {
        QStyleOption mark;
        mark.rect = iconRect;
        mark.state = QStyle::State_Enabled | QStyle::State_On;
        option.checkType == QStyleOptionMenuItem::Exclusive ? controls.radioButton(painter, mark) : controls.checkBox(painter, mark);
    } else if (!option.icon.isNull()) {
        const QIcon::Mode mode = !isEnabled ? QIcon::Disabled : isSelected ? QIcon::Selected : QIcon::Normal;
        option.icon.paint(&painter, iconRect, Qt::AlignCenter, mode);
    }
    painter.save();
    painter.setFont(option.font);
    painter.setPen(ink);
    const QRect text = option.rect.adjusted(m_theme.px(kMenuTextLeft), 0, -m_theme.px(kMenuTextRight) / 2, 0);
    const QStringList parts = option.text.split(QLatin1Char('\t'));
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine | Qt::TextShowMnemonic, parts.front());
    if (parts.size() > 1) {
        painter.setPen(isSelected ? ink : m_theme.color(Color::TextSecondary));
        painter.drawText(text, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, parts[1]);
    }
    painter.restore();
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu)
        paintIcon(painter, QRect(option.rect.right() - inset - side - 4, option.rect.top(), side, option.rect.height()), QStringLiteral("act-next"), side - 2, ink);
}

} // namespace ui::look
