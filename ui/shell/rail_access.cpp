#include "rail_access.h"

#include "rail.h"

#include <QAccessibleWidget>

namespace ui::shell::rail_access {

namespace {

/// A rail entry that opens a page.
class TabAccess final : public QAccessibleWidget {
public:
    explicit TabAccess(RailButton* entry) : QAccessibleWidget(entry, QAccessible::PageTab), m_entry(*entry) {}

    QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.selectable = true;
        state.selected = m_entry.isChecked();
        return state;
    }
    QStringList actionNames() const override { return QStringList(pressAction()) + QAccessibleWidget::actionNames(); }
    void doAction(const QString& name) override
    {
        if (name == pressAction())
            m_entry.click();
        else
            QAccessibleWidget::doAction(name);
    }

private:
    RailButton& m_entry;
};

QAccessibleInterface* make(const QString&, QObject* object)
{
    if (auto* entry = qobject_cast<RailButton*>(object); entry && entry->isCheckable())
        return new TabAccess(entry); // Qt takes ownership
    if (auto* rail = qobject_cast<Rail*>(object))
        return new QAccessibleWidget(rail, QAccessible::PageTabList);
    return nullptr;
}

} // namespace

void install() { QAccessible::installFactory(make); }

} // namespace ui::shell::rail_access
