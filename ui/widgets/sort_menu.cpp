#include "sort_menu.h"

#include "data_table.h"

#include <QActionGroup>
#include <QHeaderView>
#include <QPointer>

namespace ui::widgets {

SortMenu::SortMenu(DataTable& list)
    : QMenu(&list), m_list(list), m_columns(new QActionGroup(this)), m_own(addAction(QString())), m_upward(nullptr), m_downward(nullptr)
{
    setObjectName(QStringLiteral("sortMenu"));
    build();
    retranslate();
    connect(this, &QMenu::aboutToShow, this, &SortMenu::settle);
    QHeaderView* const header = list.horizontalHeader();
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, [this, header](const QPoint& at) { popup(header->viewport()->mapToGlobal(at)); });
}

void SortMenu::build()
{
    m_own->setData(-1);
    m_columns->addAction(m_own);
    for (int column = 0; column < m_list.model()->columnCount(); ++column) {
        QAction* const action = addAction(QString());
        action->setData(column);
        m_columns->addAction(action);
    }
    addSeparator();
    auto* directions = new QActionGroup(this);
    m_upward = directions->addAction(addAction(QString()));
    m_downward = directions->addAction(addAction(QString()));
    m_own->setObjectName(QStringLiteral("ownOrder"));
    m_upward->setObjectName(QStringLiteral("sortUpward"));
    m_downward->setObjectName(QStringLiteral("sortDownward"));
    for (QAction* action : actions()) action->setCheckable(true);
    connect(m_columns, &QActionGroup::triggered, this, [this](const QAction* chosen) {
        const int column = chosen->data().toInt();
        const QVariant initial = column < 0 ? QVariant() : m_list.model()->headerData(column, Qt::Horizontal, Qt::InitialSortOrderRole);
        m_list.sortByColumn(column, initial.isValid() ? static_cast<Qt::SortOrder>(initial.toInt()) : Qt::AscendingOrder);
    });
    connect(directions, &QActionGroup::triggered, this, [this](const QAction* chosen) {
        m_list.sortByColumn(m_list.horizontalHeader()->sortIndicatorSection(), chosen == m_upward ? Qt::AscendingOrder : Qt::DescendingOrder);
    });
}

void SortMenu::retranslate()
{
    setTitle(tr("Sort by"));
    m_own->setText(tr("Configured order"));
    m_upward->setText(tr("Ascending"));
    m_downward->setText(tr("Descending"));
    for (QAction* action : m_columns->actions())
        if (action != m_own) action->setText(m_list.model()->headerData(action->data().toInt(), Qt::Horizontal).toString());
}

void SortMenu::settle()
{
    const QHeaderView& header = *m_list.horizontalHeader();
    for (QAction* action : m_columns->actions()) action->setChecked(action->data().toInt() == header.sortIndicatorSection());
    for (QAction* action : {m_upward, m_downward}) action->setEnabled(header.sortIndicatorSection() >= 0);
    (header.sortIndicatorOrder() == Qt::AscendingOrder ? m_upward : m_downward)->setChecked(true);
}

void SortMenu::openWithin(QMenu& menu, const QPoint& global)
{
    const QPointer<QAction> line = menu.addSeparator();
    menu.addAction(menuAction());
    const auto leave = [this, line, at = QPointer(&menu)] {
        if (at) at->removeAction(menuAction());
        delete line;
    };
    // Later: its chosen action is carried out after it has closed.
    connect(&menu, &QMenu::aboutToHide, this, leave, static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
    menu.popup(global);
}

} // namespace ui::widgets
