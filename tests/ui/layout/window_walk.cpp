#include "window_walk.h"

#include "ui/look/theme.h"
#include "ui/shell/rail.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/status_label.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableView>

namespace {

/// A difference of two pixels is invisible.
constexpr int kSlack = 2;

QString nameOf(const QWidget& widget)
{
    QString name = widget.objectName();
    for (const QWidget* up = widget.parentWidget(); name.isEmpty() && up; up = up->parentWidget())
        if (!up->objectName().isEmpty()) name = QStringLiteral("in ") + up->objectName();
    return QStringLiteral("%1 %2").arg(QString::fromLatin1(widget.metaObject()->className()), name);
}

/// An inner part that Qt creates within a control.
bool isInner(const QWidget& widget)
{
    const QWidget* const parent = widget.parentWidget();
    return qobject_cast<const QComboBox*>(parent) || qobject_cast<const QAbstractSpinBox*>(parent) || qobject_cast<const QAbstractItemView*>(parent)
        || qobject_cast<const QHeaderView*>(&widget) || qobject_cast<const QScrollBar*>(&widget) || widget.objectName().startsWith(QStringLiteral("qt_"));
}

QString cutLabel(const QLabel& label)
{
    if (label.text().isEmpty() || qobject_cast<const ui::widgets::ElidedLabel*>(&label)) return {}; // its tooltip has the whole text
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
    if (button.text().isEmpty() || qobject_cast<const QLineEdit*>(button.parentWidget())) return {}; // an icon in a field, whose text is only read out
    if (const auto* entry = qobject_cast<const ui::shell::RailButton*>(&button); entry && entry->isNarrow()) return {};
    const int needs = button.fontMetrics().size(Qt::TextShowMnemonic, button.text()).width();
    return button.width() < needs + kSlack ? QStringLiteral("is %1 wide and its text %2").arg(button.width()).arg(needs) : QString();
}

/// Cells of the first and last row that are invisible without saying so, or the other way round.
QStringList wronglyShown(const QTableView& table, QAccessibleInterface& heard)
{
    QStringList problems;
    auto* const cells = heard.tableInterface();
    if (!cells || !table.model() || table.model()->rowCount() == 0) return problems;
    for (const int row : {0, table.model()->rowCount() - 1}) {
        for (int column = 0; column < table.model()->columnCount(); ++column) {
            const bool isSeen = table.viewport()->visibleRegion().intersects(table.visualRect(table.model()->index(row, column)));
            const QAccessibleInterface* const cell = cells->cellAt(row, column);
            if (!cell || cell->state().invisible == isSeen) problems << nameOf(table) + QStringLiteral(": cell %1, %2 does not say whether it is seen").arg(row).arg(column);
        }
    }
    return problems;
}

/// Names of buttons that the keyboard does not reach, such as those in a field, of boxes named by
/// their selection, and of one of several options; and what tables report about invisible cells.
QStringList unheardParts(const QWidget& window)
{
    QStringList problems;
    for (QWidget* widget : window.findChildren<QWidget*>()) {
        if (!widget->isVisibleTo(&window) || widget->window() != &window) continue;
        QAccessibleInterface* const heard = QAccessible::queryAccessibleInterface(widget);
        if (!heard) continue;
        if (const auto* button = qobject_cast<QAbstractButton*>(widget)) {
            if (heard->text(QAccessible::Name).isEmpty() && !qobject_cast<QTableView*>(widget->parentWidget())) problems << nameOf(*widget) + QStringLiteral(": is a button without a name");
            if (button->group() && button->group()->exclusive() && heard->role() != QAccessible::PageTab && heard->role() != QAccessible::RadioButton)
                problems << nameOf(*widget) + QStringLiteral(": is one of several and does not say so");
        }
        if (const auto* box = qobject_cast<QComboBox*>(widget); box && heard->relations(QAccessible::Label).isEmpty())
            problems << nameOf(*widget) + QStringLiteral(": is a box without a label");
        if (const auto* table = qobject_cast<QTableView*>(widget)) problems << wronglyShown(*table, *heard);
    }
    return problems;
}

/// Beyond its parent's right edge, where it is invisible.
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

QStringList cutHeads(const QWidget& window)
{
    constexpr int kHeadMargins = 14; // minimum margins left and right of a heading
    QStringList problems;
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        if (!widget->isVisibleTo(&window) || widget->visibleRegion().isEmpty() || widget->window() != &window) continue;
        if (const auto* state = qobject_cast<const ui::widgets::StatusLabel*>(widget)) {
            for (const auto* label : state->findChildren<const ui::widgets::ElidedLabel*>())
                if (label->text() == state->word() && label->fontMetrics().horizontalAdvance(label->text()) > label->contentsRect().width()) problems << nameOf(*widget) + QStringLiteral(": the state is cut: ") + label->text();
        }
        const auto* table = qobject_cast<const QTableView*>(widget);
        if (!table || !table->model() || table->model()->rowCount() == 0) continue;
        const QHeaderView& header = *table->horizontalHeader();
        if (header.length() > table->viewport()->width() + kSlack) problems << nameOf(*table) + QStringLiteral(": is %1 wide and its columns %2").arg(table->viewport()->width()).arg(header.length());
        for (int section = 0; section < header.count() && header.isVisible(); ++section) {
            const QString text = table->model()->headerData(section, Qt::Horizontal).toString();
            const int needs = QFontMetrics(ui::look::theme().font(ui::look::TextRole::Small)).horizontalAdvance(text) + kHeadMargins;
            if (!header.isSectionHidden(section) && !text.isEmpty() && header.sectionSize(section) < needs)
                problems << nameOf(*table) + QStringLiteral(": a column is %1 wide and its heading %2: %3").arg(header.sectionSize(section)).arg(needs).arg(text);
        }
    }
    problems.removeDuplicates();
    return problems;
}

QStringList cutHints(const QWidget& window)
{
    constexpr int kFieldMargins = 16; // margins left and right of a field's text
    QStringList problems;
    for (const QWidget* widget : window.findChildren<QWidget*>()) {
        if (!widget->isVisibleTo(&window) || widget->window() != &window || isInner(*widget)) continue;
        if (const auto* field = qobject_cast<const QLineEdit*>(widget); field && field->text().isEmpty()) {
            const int needs = field->fontMetrics().horizontalAdvance(field->placeholderText()) + kFieldMargins;
            if (!field->placeholderText().isEmpty() && needs > field->width()) problems << nameOf(*field) + QStringLiteral(": is %1 wide and its hint %2: ").arg(field->width()).arg(needs) + field->placeholderText();
        }
        if (const auto* field = qobject_cast<const QPlainTextEdit*>(widget); field && field->toPlainText().isEmpty()) {
            const int margin = 2 * static_cast<int>(field->document()->documentMargin());
            const QRect room = field->viewport()->rect().adjusted(0, 0, -margin, -margin);
            const int needs = field->fontMetrics().boundingRect(QRect(0, 0, room.width(), 1000), Qt::TextWordWrap, field->placeholderText()).height();
            if (!field->placeholderText().isEmpty() && needs > room.height() + kSlack) problems << nameOf(*field) + QStringLiteral(": is %1 high and its hint %2: ").arg(room.height()).arg(needs) + field->placeholderText();
        }
    }
    problems.removeDuplicates();
    return problems;
}

QStringList unheardControls(const QWidget& window)
{
    QStringList problems = unheardParts(window);
    for (QWidget* widget : window.findChildren<QWidget*>()) {
        if (!widget->isVisibleTo(&window) || widget->window() != &window || !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy() || isInner(*widget)) continue;
        if (widget->objectName().isEmpty()) problems << nameOf(*widget) + QStringLiteral(": has no name for tests");
        const QAccessibleInterface* const heard = QAccessible::queryAccessibleInterface(widget);
        if (!heard || heard->text(QAccessible::Name).isEmpty()) problems << nameOf(*widget) + QStringLiteral(": has no name for people");
        if (!heard || heard->role() == QAccessible::NoRole) problems << nameOf(*widget) + QStringLiteral(": has no role");
    }
    return problems;
}
