#include "window_walk.h"

#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>

namespace {

/// Of two pixels nobody sees anything.
constexpr int kSlack = 2;

QString nameOf(const QWidget& widget)
{
    QString name = widget.objectName();
    for (const QWidget* up = widget.parentWidget(); name.isEmpty() && up; up = up->parentWidget())
        if (!up->objectName().isEmpty()) name = QStringLiteral("in ") + up->objectName();
    return QStringLiteral("%1 %2").arg(QString::fromLatin1(widget.metaObject()->className()), name);
}

/// A part of Qt's own inside of a control.
bool isInner(const QWidget& widget)
{
    const QWidget* const parent = widget.parentWidget();
    return qobject_cast<const QComboBox*>(parent) || qobject_cast<const QAbstractSpinBox*>(parent) || qobject_cast<const QAbstractItemView*>(parent)
        || qobject_cast<const QHeaderView*>(&widget) || qobject_cast<const QScrollBar*>(&widget) || widget.objectName().startsWith(QStringLiteral("qt_"));
}

QString cutLabel(const QLabel& label)
{
    if (label.text().isEmpty() || qobject_cast<const ui::widgets::ElidedLabel*>(&label)) return {}; // that one has the whole as its tool tip
    const QSize has = label.size();
    if (label.wordWrap()) {
        const int needs = label.heightForWidth(has.width());
        return has.height() + kSlack < needs ? QStringLiteral("is %1 high and needs %2").arg(has.height()).arg(needs) : QString();
    }
    const int needs = label.sizeHint().width();
    return has.width() + kSlack < needs ? QStringLiteral("is %1 wide and needs %2").arg(has.width()).arg(needs) : QString();
}

QString cutButton(const QAbstractButton& button)
{
    if (button.text().isEmpty()) return {};
    const int needs = button.fontMetrics().size(Qt::TextShowMnemonic, button.text()).width();
    return button.width() < needs + kSlack ? QStringLiteral("is %1 wide and its text %2").arg(button.width()).arg(needs) : QString();
}

/// Beyond its parent's right edge, where nothing shows it.
bool sticksOut(const QWidget& widget)
{
    const QWidget* const parent = widget.parentWidget();
    if (!parent || widget.isWindow() || !parent->layout()) return false;
    return widget.geometry().right() > parent->width() - 1 + kSlack || widget.geometry().left() < -kSlack;
}

} // namespace

QStringList cutTexts(const QWidget& window)
{
    QStringList problems;
    const auto add = [&](const QWidget& widget, const QString& problem, const QString& text) {
        if (!problem.isEmpty()) problems << nameOf(widget) + QStringLiteral(": ") + problem + (text.isEmpty() ? QString() : QStringLiteral(": ") + text.left(60));
    };
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        if (!widget->isVisibleTo(&window) || widget->visibleRegion().isEmpty() || widget->window() != &window || isInner(*widget)) continue;
        if (const auto* label = qobject_cast<const QLabel*>(widget)) add(*label, cutLabel(*label), label->text());
        else if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) add(*button, cutButton(*button), button->text());
        else if (const auto* area = qobject_cast<const QScrollArea*>(widget); area && area->horizontalScrollBar()->maximum() > kSlack) add(*area, QStringLiteral("scrolls sideways"), {});
        if (sticksOut(*widget)) add(*widget, QStringLiteral("sticks out"), {});
    }
    problems.removeDuplicates();
    return problems;
}

QStringList unheardControls(const QWidget& window)
{
    QStringList problems;
    for (QWidget* widget : window.findChildren<QWidget*>()) {
        if (!widget->isVisibleTo(&window) || widget->window() != &window || !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy() || isInner(*widget)) continue;
        if (widget->objectName().isEmpty()) problems << nameOf(*widget) + QStringLiteral(": has no name for tests");
        const QAccessibleInterface* const heard = QAccessible::queryAccessibleInterface(widget);
        if (!heard || heard->text(QAccessible::Name).isEmpty()) problems << nameOf(*widget) + QStringLiteral(": has no name for people");
        if (!heard || heard->role() == QAccessible::NoRole) problems << nameOf(*widget) + QStringLiteral(": has no role");
    }
    return problems;
}
