#include "ordered_list_card.h"

#include "ui/widgets/access/page_keys.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"


namespace ui::pages {

using widgets::Button;
using widgets::ButtonKind;

OrderedListCard::OrderedListCard(const Access& access, const QString& emptyIcon, QWidget* parent)
    : ListCard(access, emptyIcon, parent), m_up(new Button(ButtonKind::Plain, {}, {}, this)), m_down(new Button(ButtonKind::Plain, {}, {}, this))
{
    table()->setRowHeight(widgets::DataTable::RowHeight::Actions);
    m_up->setObjectName(QStringLiteral("moveUp"));
    m_down->setObjectName(QStringLiteral("moveDown"));
    connect(m_up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { move(1); });
    connect(this, &ListCard::selectionChanged, this, &OrderedListCard::settleMoves);
    for (const int by : {-1, 1}) widgets::onKeysWithin(*this, Qt::ALT | (by < 0 ? Qt::Key_Up : Qt::Key_Down), [this, by] { move(by); });
}

void OrderedListCard::addMoves()
{
    addListAction(m_up);
    addListAction(m_down);
}

void OrderedListCard::retranslate()
{
    m_up->setText(tr("Move up"));
    m_up->setToolTip(QKeySequence(Qt::ALT | Qt::Key_Up).toString(QKeySequence::NativeText));
    m_down->setText(tr("Move down"));
    m_down->setToolTip(QKeySequence(Qt::ALT | Qt::Key_Down).toString(QKeySequence::NativeText));
}

void OrderedListCard::settleMoves()
{
    const int row = selectedRow();
    const bool isOne = chosen().size() < 2;
    m_up->setEnabled(isOne && row > 0);
    m_down->setEnabled(isOne && row >= 0 && row + 1 < table()->model()->rowCount());
}

void OrderedListCard::move(int by)
{
    const int to = selectedRow() + by;
    if (chosen().size() < 2 && to >= 0 && to < table()->model()->rowCount()) Q_EMIT moveRequested(selected(), by);
}

} // namespace ui::pages
