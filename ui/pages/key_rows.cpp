#include "key_rows.h"

#include "ui/widgets/access/page_keys.h"

#include <QMenu>
#include <QTableView>

namespace ui::pages {

KeyRows::KeyRows(QTableView& table, QObject* parent) : QObject(parent), m_table(table)
{
    table.setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&table, &QWidget::customContextMenuRequested, this, &KeyRows::popUp);
    connect(&table, &QAbstractItemView::activated, this, [this] { Q_EMIT replaceRequested(chosen()); });
    widgets::onKeysAt(table, Qt::Key_Delete, [this] {
        if (const QString key = chosen(); !key.isEmpty()) Q_EMIT removeRequested(key);
    });
}

QString KeyRows::chosen() const { return m_table.currentIndex().siblingAtColumn(0).data().toString(); }

void KeyRows::popUp(const QPoint& at)
{
    const QString key = chosen(); // the table may be updated while the menu is open
    if (key.isEmpty()) return;
    auto* menu = new QMenu(&m_table);
    menu->setObjectName(QStringLiteral("keyMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Replace key…"), this, [this, key] { Q_EMIT replaceRequested(key); })->setObjectName(QStringLiteral("keyReplaceAction"));
    menu->addAction(tr("Remove key"), this, [this, key] { Q_EMIT removeRequested(key); })->setObjectName(QStringLiteral("keyRemoveAction"));
    menu->popup(m_table.viewport()->mapToGlobal(at));
}

} // namespace ui::pages
