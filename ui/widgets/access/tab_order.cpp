#include "tab_order.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QSplitter>
#include <QTextEdit>

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

namespace ui::widgets {

namespace {

/// Whether it is a single Tab stop, whatever its inner structure.
bool isWhole(const QWidget& widget)
{
    return qobject_cast<const QComboBox*>(&widget) || qobject_cast<const QAbstractSpinBox*>(&widget) || qobject_cast<const QLineEdit*>(&widget)
        || qobject_cast<const QAbstractItemView*>(&widget) || qobject_cast<const QPlainTextEdit*>(&widget) || qobject_cast<const QTextEdit*>(&widget);
}

class ReadingOrder {
public:
    void add(QWidget& widget);
    const std::vector<QWidget*>& stops() const { return m_stops; }

private:
    void add(QLayout& layout);
    void addOthers(QWidget& widget);

    std::vector<QWidget*> m_stops;
    std::vector<const QWidget*> m_seen;
};

void ReadingOrder::add(QWidget& widget)
{
    const bool isOtherWindow = widget.isWindow() && !m_seen.empty();
    if (isOtherWindow || std::ranges::find(m_seen, &widget) != m_seen.end())
        return;
    m_seen.push_back(&widget);
    if ((widget.focusPolicy() & Qt::TabFocus) && !widget.focusProxy())
        m_stops.push_back(&widget);
    if (isWhole(widget))
        return;
    if (const auto* area = qobject_cast<QScrollArea*>(&widget)) {
        if (area->widget())
            add(*area->widget());
        return;
    }
    if (const auto* splitter = qobject_cast<QSplitter*>(&widget)) {
        for (int i = 0; i < splitter->count(); ++i)
            add(*splitter->widget(i));
        return;
    }
    if (widget.layout())
        add(*widget.layout());
    addOthers(widget);
}

void ReadingOrder::add(QLayout& layout)
{
    std::vector<std::tuple<int, int, int>> places; // row, column, item
    const auto* grid = qobject_cast<QGridLayout*>(&layout);
    for (int i = 0; i < layout.count(); ++i) {
        int row = 0;
        int column = 0;
        int rows = 0;
        int columns = 0;
        if (grid)
            grid->getItemPosition(i, &row, &column, &rows, &columns);
        places.emplace_back(row, column, i);
    }
    std::ranges::sort(places);
    for (const auto& [row, column, i] : places) {
        QLayoutItem* const item = layout.itemAt(i);
        if (item->widget())
            add(*item->widget());
        else if (item->layout())
            add(*item->layout());
    }
}

/// Widgets outside layouts: placed manually, or above others.
void ReadingOrder::addOthers(QWidget& widget)
{
    QList<QWidget*> others = widget.findChildren<QWidget*>(Qt::FindDirectChildrenOnly);
    std::ranges::stable_sort(others, {}, [](const QWidget* other) { return std::pair(other->y(), other->x()); });
    for (QWidget* other : std::as_const(others))
        add(*other);
}

} // namespace

void tabInReadingOrder(QWidget& root)
{
    ReadingOrder order;
    order.add(root);
    const auto& stops = order.stops();
    for (std::size_t i = 1; i < stops.size(); ++i)
        QWidget::setTabOrder(stops[i - 1], stops[i]);
}

void focusFirst(QWidget& root, const QString& name)
{
    tabInReadingOrder(root);
    const auto takesIt = [&root](const QWidget* widget) {
        return widget && root.isAncestorOf(widget) && !widget->focusProxy() && widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus;
    };
    auto* first = name.isEmpty() ? nullptr : root.findChild<QWidget*>(name);
    if (!takesIt(first)) {
        first = root.nextInFocusChain();
        while (first != &root && !takesIt(first))
            first = first->nextInFocusChain();
    }
    first->setFocus(Qt::TabFocusReason);
}

} // namespace ui::widgets
