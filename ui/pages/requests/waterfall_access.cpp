#include "waterfall_access.h"

#include "attempt_waterfall.h"

#include <QPointer>

#include <algorithm>

namespace ui::pages {

namespace {

/// An attempt.
class RowAccess final : public QAccessibleInterface {
public:
    RowAccess(AttemptWaterfall* widget, int row) : m_widget(widget), m_row(row) {}

    bool isValid() const override { return m_widget && m_row < m_widget->rowCount(); }
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* parent() const override { return m_widget ? QAccessible::queryAccessibleInterface(m_widget.data()) : nullptr; }
    QAccessibleInterface* child(int) const override { return nullptr; }
    int childCount() const override { return 0; }
    int indexOfChild(const QAccessibleInterface*) const override { return -1; }
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    QAccessible::Role role() const override { return QAccessible::ListItem; }
    QAccessible::State state() const override { return {}; }
    void setText(QAccessible::Text, const QString&) override {}
    QString text(QAccessible::Text kind) const override { return kind == QAccessible::Name && isValid() ? m_widget->rowText(m_row) : QString(); }
    QRect rect() const override
    {
        if (!isValid()) return {};
        const QRect row = m_widget->rowRect(m_row);
        return {m_widget->mapToGlobal(row.topLeft()), row.size()};
    }

private:
    QPointer<AttemptWaterfall> m_widget;
    int m_row;
};

QAccessibleInterface* make(const QString&, QObject* object)
{
    auto* widget = qobject_cast<AttemptWaterfall*>(object);
    return widget ? new WaterfallAccess(widget) : nullptr; // Qt takes ownership
}

} // namespace

WaterfallAccess::WaterfallAccess(AttemptWaterfall* widget) : QAccessibleWidget(widget, QAccessible::List), m_waterfall(*widget) { }

WaterfallAccess::~WaterfallAccess()
{
    for (const QAccessible::Id row : m_rows) QAccessible::deleteAccessibleInterface(row);
}

void WaterfallAccess::install() { QAccessible::installFactory(make); }

void WaterfallAccess::rowsChanged(AttemptWaterfall* widget)
{
    if (!QAccessible::isActive()) return;
    QAccessibleEvent event(widget, QAccessible::ObjectReorder);
    QAccessible::updateAccessibility(&event);
}

int WaterfallAccess::childCount() const { return m_waterfall.rowCount(); }

QAccessibleInterface* WaterfallAccess::child(int index) const
{
    if (index < 0 || index >= childCount()) return nullptr;
    while (static_cast<int>(m_rows.size()) <= index)
        m_rows.push_back(QAccessible::registerAccessibleInterface(new RowAccess(&m_waterfall, static_cast<int>(m_rows.size()))));
    return QAccessible::accessibleInterface(m_rows[static_cast<std::size_t>(index)]);
}

int WaterfallAccess::indexOfChild(const QAccessibleInterface* child) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [child](QAccessible::Id id) { return QAccessible::accessibleInterface(id) == child; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

QAccessibleInterface* WaterfallAccess::childAt(int x, int y) const
{
    const QPoint at = m_waterfall.mapFromGlobal(QPoint(x, y));
    for (int row = 0; row < childCount(); ++row) {
        if (m_waterfall.rowRect(row).contains(at)) return child(row);
    }
    return nullptr;
}

} // namespace ui::pages
