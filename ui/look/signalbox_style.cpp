#include "signalbox_style.h"

#include "control_painter.h"
#include "item_painter.h"
#include "line.h"

#include <QAbstractItemView>
#include <QListView>
#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollBar>
#include <QStyleFactory>
#include <QStyleOption>
#include <QToolButton>

#include <algorithm>

namespace ui::look {

namespace {

constexpr int kFieldInset = 10;       // text in a field, from its edge
constexpr int kArrowWidth = 28;       // of a combo box or spin box
constexpr int kScrollBarExtent = 12;
constexpr int kScrollHandleMinimum = 32;
constexpr int kButtonPadding = 14;
constexpr int kLinkPadding = 6;
constexpr int kListInset = 6; // of a drop-down list or the palette: with the margin of the item, as far as text in a field
constexpr int kCheckBox = 16;
constexpr int kLayoutSpacing = 8;
constexpr int kMenuMargin = 5;
constexpr int kBulletCharacter = 0x2022; // Fusion's U+25CF is far too large

bool belongsToCompositeField(const QWidget* widget)
{
    return widget && (qobject_cast<const QAbstractSpinBox*>(widget->parentWidget()) || qobject_cast<const QComboBox*>(widget->parentWidget()));
}

ButtonKind buttonKind(const QWidget* widget)
{
    return widget ? static_cast<ButtonKind>(widget->property(kButtonKindProperty).toInt()) : ButtonKind::Plain;
}

/// Whether it is a drop-down list or the like, with rows of a single item.
bool isList(const QWidget* widget) { return qobject_cast<const QListView*>(widget); }

bool wantsHover(const QWidget* widget)
{
    return qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QComboBox*>(widget) || qobject_cast<const QAbstractSpinBox*>(widget)
        || qobject_cast<const QLineEdit*>(widget) || qobject_cast<const QScrollBar*>(widget);
}

} // namespace

SignalboxStyle::SignalboxStyle(Theme theme) : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))), m_theme(std::move(theme)) {}

void SignalboxStyle::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    if (widget->inherits("QTipLabel")) // tool tips contain names from elsewhere: "<b>" must be displayed literally
        static_cast<QLabel*>(widget)->setTextFormat(Qt::PlainText);
    if (wantsHover(widget))
        widget->setAttribute(Qt::WA_Hover);
}

void SignalboxStyle::unpolish(QWidget* widget)
{
    if (wantsHover(widget))
        widget->setAttribute(Qt::WA_Hover, false);
    QProxyStyle::unpolish(widget);
}

void SignalboxStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    const ControlPainter controls(m_theme);
    switch (element) {
    case PE_PanelButtonCommand: return controls.button(*painter, *option, widget);
    case PE_PanelButtonTool: return controls.toolButton(*painter, *option);
    case PE_FrameDefaultButton:
    case PE_FrameLineEdit:
    case PE_FrameMenu:
    case PE_FrameButtonBevel:
    case PE_PanelScrollAreaCorner: return;
    case PE_PanelLineEdit:
        if (!belongsToCompositeField(widget) && !(widget && widget->property("frameless").toBool()))
            controls.field(*painter, *option);
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck: return controls.checkBox(*painter, *option);
    case PE_IndicatorRadioButton: return controls.radioButton(*painter, *option);
    case PE_FrameFocusRect:
        // Buttons, fields and rows draw their own focus ring.
        if (qobject_cast<const QCheckBox*>(widget) || qobject_cast<const QRadioButton*>(widget)) {
            const QRect around = option->rect.adjusted(-2, -1, 2, 1).intersected(widget->rect());
            const auto* box = qobject_cast<const QCheckBox*>(widget);
            paintFocusRing(*painter, around);
            if (box && box->text().isEmpty() && box->checkState() != Qt::Unchecked) // on the accent, separate from it
                controls.panel(*painter, around.adjusted(2, 2, -2, -2), QColor(), m_theme.color(Color::OnAccent), m_theme.metrics().radiusBar);
        }
        return;
    case PE_PanelItemViewRow: return;
    case PE_PanelItemViewItem: {
        const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option);
        const bool isFirst = item && (item->viewItemPosition == QStyleOptionViewItem::Beginning || item->viewItemPosition == QStyleOptionViewItem::OnlyOne || item->viewItemPosition == QStyleOptionViewItem::Invalid);
        ItemPainter(m_theme).row(*painter, *option, isFirst);
        if (option->state.testFlag(State_HasFocus) && widget && widget->window()->windowType() != Qt::Popup) // a drop-down list has no other place for it
            paintFocusRing(*painter, option->rect);
        return;
    }
    case PE_Frame:
        if (const auto* text = qobject_cast<const QPlainTextEdit*>(widget); text && !text->isReadOnly())
            return controls.field(*painter, *option);
        return controls.panel(*painter, option->rect, QColor(), m_theme.color(Color::Border), m_theme.px(m_theme.metrics().radiusControl));
    case PE_PanelMenu: {
        painter->fillRect(option->rect, m_theme.color(Color::Base));
        painter->setPen(m_theme.color(Color::Border));
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    }
    case PE_PanelTipLabel: {
        painter->fillRect(option->rect, m_theme.color(Color::Base));
        painter->setPen(m_theme.color(Color::Border));
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    }
    default: QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void SignalboxStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    switch (element) {
    case CE_PushButtonLabel: {
        const ButtonKind kind = buttonKind(widget);
        const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
        if (!button || (kind != ButtonKind::Primary && kind != ButtonKind::Link))
            break;
        QStyleOptionButton copy(*button);
        if (copy.state.testFlag(State_Enabled))
            copy.palette.setColor(QPalette::ButtonText, m_theme.color(kind == ButtonKind::Primary ? Color::OnAccent : Color::AccentText));
        return QProxyStyle::drawControl(element, &copy, painter, widget);
    }
    case CE_Header: // as a whole: the base gives the label a place of its own, with other insets
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option)) {
            ItemPainter(m_theme).headerSection(*painter, *option);
            return ItemPainter(m_theme).headerLabel(*painter, *header);
        }
        break;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea: return ItemPainter(m_theme).headerSection(*painter, *option);
    case CE_HeaderLabel:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option))
            return ItemPainter(m_theme).headerLabel(*painter, *header);
        break;
    case CE_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option))
            return ItemPainter(m_theme).menuItem(*painter, *item);
        break;
    case CE_MenuEmptyArea: return;
    case CE_ItemViewItem: {
        const auto* item = qstyleoption_cast<const QStyleOptionViewItem*>(option);
        if (!item)
            break;
        QStyleOptionViewItem copy(*item); // the selection is tinted, so the text keeps its colour
        for (const auto group : {QPalette::Active, QPalette::Inactive})
            copy.palette.setColor(group, QPalette::HighlightedText, copy.palette.color(group, QPalette::Text));
        return QProxyStyle::drawControl(element, &copy, painter, widget);
    }
    case CE_Splitter: return;
    default: break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void SignalboxStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const
{
    const ControlPainter controls(m_theme);
    if (control == CC_ComboBox) {
        if (const auto* combo = qstyleoption_cast<const QStyleOptionComboBox*>(option))
            return controls.comboBox(*painter, *combo, subControlRect(control, option, SC_ComboBoxArrow, widget));
    } else if (control == CC_SpinBox) {
        if (const auto* spin = qstyleoption_cast<const QStyleOptionSpinBox*>(option))
            return controls.spinBox(*painter, *spin, subControlRect(control, option, SC_SpinBoxUp, widget), subControlRect(control, option, SC_SpinBoxDown, widget));
    } else if (control == CC_ScrollBar) {
        if (const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option))
            return controls.scrollBar(*painter, *slider, subControlRect(control, option, SC_ScrollBarSlider, widget));
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

namespace {

QRect scrollBarPart(const QStyleOptionSlider& option, QStyle::SubControl sub)
{
    const bool isVertical = option.orientation == Qt::Vertical;
    const int length = isVertical ? option.rect.height() : option.rect.width();
    const int range = option.maximum - option.minimum;
    int handle = length;
    if (range > 0) {
        const auto whole = static_cast<long long>(range) + option.pageStep;
        handle = static_cast<int>(static_cast<long long>(length) * option.pageStep / std::max(whole, 1LL));
        handle = std::clamp(handle, std::min(kScrollHandleMinimum, length), length);
    }
    const int start = QStyle::sliderPositionFromValue(option.minimum, option.maximum, option.sliderPosition, length - handle, option.upsideDown);
    const auto along = [&](int from, int size) {
        return isVertical ? QRect(0, from, option.rect.width(), size) : QRect(from, 0, size, option.rect.height());
    };
    switch (sub) {
    case QStyle::SC_ScrollBarSubPage: return along(0, start);
    case QStyle::SC_ScrollBarAddPage: return along(start + handle, length - start - handle);
    case QStyle::SC_ScrollBarGroove: return along(0, length);
    case QStyle::SC_ScrollBarSlider: return along(start, handle);
    default: return {};
    }
}

} // namespace

QRect SignalboxStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl sub, const QWidget* widget) const
{
    const QRect all = option->rect;
    const int arrow = m_theme.px(kArrowWidth);
    if (control == CC_ScrollBar) {
        if (const auto* slider = qstyleoption_cast<const QStyleOptionSlider*>(option))
            return visualRect(option->direction, all, scrollBarPart(*slider, sub).translated(all.topLeft()));
    }
    if (control == CC_ComboBox && sub == SC_ComboBoxArrow)
        return visualRect(option->direction, all, QRect(all.right() + 1 - arrow, all.top(), arrow, all.height()));
    if (control == CC_ComboBox && sub == SC_ComboBoxEditField)
        return visualRect(option->direction, all, all.adjusted(m_theme.px(kFieldInset), 2, -arrow, -2));
    if (control == CC_SpinBox && (sub == SC_SpinBoxUp || sub == SC_SpinBoxDown)) {
        const int half = all.height() / 2;
        const QRect right(all.right() + 1 - arrow, sub == SC_SpinBoxUp ? all.top() + 2 : all.top() + half, arrow, half - 2);
        return visualRect(option->direction, all, right);
    }
    if (control == CC_SpinBox && sub == SC_SpinBoxEditField)
        return visualRect(option->direction, all, all.adjusted(m_theme.px(kFieldInset) - 4, 2, -arrow, -2));
    return QProxyStyle::subControlRect(control, option, sub, widget);
}

QRect SignalboxStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    if (element == SE_LineEditContents && !belongsToCompositeField(widget)) {
        const int inset = m_theme.px(kFieldInset) - 2; // the field adds 2 px itself
        return option->rect.adjusted(inset, 1, -inset, -1);
    }
    // The text of a link begins on the line on which others begin.
    if (element == SE_PushButtonLayoutItem && buttonKind(widget) == ButtonKind::Link) {
        const int padding = m_theme.px(kLinkPadding);
        return option->rect.adjusted(padding, 0, 0, 0);
    }
    // Away from the bar of the selected row.
    const bool isInRow = element == SE_ItemViewItemText || element == SE_ItemViewItemDecoration || element == SE_ItemViewItemCheckIndicator;
    const auto* item = isInRow && isList(widget) ? qstyleoption_cast<const QStyleOptionViewItem*>(option) : nullptr;
    if (item) {
        QStyleOptionViewItem inside(*item);
        inside.rect.adjust(m_theme.px(kListInset), 0, -m_theme.px(kListInset), 0);
        return QProxyStyle::subElementRect(element, &inside, widget);
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

QSize SignalboxStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size, const QWidget* widget) const
{
    const int height = std::max(m_theme.px(m_theme.metrics().controlHeight), (widget ? widget->fontMetrics().height() : 0) + 8);
    switch (type) {
    case CT_PushButton: {
        const ButtonKind kind = buttonKind(widget);
        if (kind == ButtonKind::Icon)
            return {height, height};
        const int padding = m_theme.px(kind == ButtonKind::Link ? kLinkPadding : kButtonPadding);
        return {size.width() + 2 * padding, height};
    }
    case CT_LineEdit:
        if (belongsToCompositeField(widget))
            break;
        return {size.width() + 2 * m_theme.px(kFieldInset), height};
    case CT_ComboBox: return {size.width() + m_theme.px(kFieldInset) + m_theme.px(kArrowWidth) + 2, height}; // its text is 1 px away from both ends
    case CT_SpinBox: return {size.width() + m_theme.px(kFieldInset) + m_theme.px(kArrowWidth), height};
    case CT_MenuItem:
        if (const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(option))
            return ItemPainter(m_theme).menuItemSize(*item);
        break;
    case CT_HeaderSection: {
        const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option);
        const QFontMetrics metrics(m_theme.font(TextRole::Small));
        const int width = header ? metrics.horizontalAdvance(header->text) : 0;
        return {width + 2 * m_theme.px(m_theme.metrics().cardPaddingX), std::max(m_theme.px(m_theme.metrics().tableHeaderHeight), metrics.height() + 8)};
    }
    case CT_ItemViewItem: {
        const QSize base = QProxyStyle::sizeFromContents(type, option, size, widget);
        const int inset = isList(widget) ? 2 * m_theme.px(kListInset) : 0;
        return {base.width() + inset, std::max(base.height(), m_theme.px(m_theme.metrics().rowHeight))};
    }
    default: break;
    }
    return QProxyStyle::sizeFromContents(type, option, size, widget);
}

int SignalboxStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_ButtonIconSize:
    case PM_SmallIconSize: return m_theme.px(m_theme.metrics().iconAction);
    case PM_ButtonMargin: return 0; // it would also increase the height; see sizeFromContents
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical: return 0;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight: return m_theme.px(kCheckBox);
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing: return m_theme.px(kLayoutSpacing);
    case PM_ScrollBarExtent: return kScrollBarExtent;
    case PM_ScrollBarSliderMin: return kScrollHandleMinimum;
    case PM_ScrollView_ScrollBarSpacing:
    case PM_ScrollView_ScrollBarOverlap: return 0;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing: return m_theme.px(kLayoutSpacing);
    case PM_MenuPanelWidth: return 1;
    case PM_MenuHMargin: return 0;
    case PM_MenuVMargin: return m_theme.px(kMenuMargin);
    case PM_SplitterWidth: return m_theme.px(m_theme.metrics().gap);
    case PM_HeaderMargin: return m_theme.px(kLayoutSpacing);
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int SignalboxStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* data) const
{
    switch (hint) {
    case SH_LineEdit_PasswordCharacter: return kBulletCharacter;
    case SH_EtchDisabledText: return 0;
    case SH_ComboBox_Popup: return 0;
    case SH_ItemView_ShowDecorationSelected: return 1;
    case SH_ItemView_ActivateItemOnSingleClick: return 0;
    case SH_Widget_Animation_Duration: return 0; // no decorative animations
    case SH_ScrollBar_Transient: return 0;
    case SH_UnderlineShortcut: return 0;
    case SH_Header_ArrowAlignment: return Qt::AlignRight | Qt::AlignVCenter;
    default: return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

} // namespace ui::look
