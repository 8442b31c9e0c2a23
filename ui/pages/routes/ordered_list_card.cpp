#include "ordered_list_card.h"

#include "ui/models/roles.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/label.h"
#include "ui/widgets/status_label.h"

#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QMenu>
#include <QShortcut>
#include <QVBoxLayout>

namespace ui::pages {

using widgets::Button;
using widgets::ButtonKind;
using widgets::Label;

OrderedListCard::OrderedListCard(const QString& emptyIcon, QWidget* parent)
    : TableCard(emptyIcon, parent), m_shape(new widgets::StatusShape(look::Status::Warn, this)),
      m_words(new Label({}, look::TextRole::Body, Label::Tone::Normal, this)), m_bar(new QWidget(this)),
      m_actions(new QHBoxLayout), m_up(new Button(ButtonKind::Plain, {}, {}, m_bar)), m_down(new Button(ButtonKind::Plain, {}, {}, m_bar))
{
    build();
    connect(m_up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { move(1); });
    table()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(table(), &QWidget::customContextMenuRequested, this, &OrderedListCard::popUp);
    for (const int by : {-1, 1}) {
        auto* shortcut = new QShortcut(QKeySequence(Qt::ALT | (by < 0 ? Qt::Key_Up : Qt::Key_Down)), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, by] { move(by); });
    }
}

void OrderedListCard::build()
{
    const look::Theme& theme = look::theme();
    const int x = theme.px(theme.metrics().cardPaddingX) - look::kCardEdge;
    const int gap = theme.px(8);
    table()->setRowHeight(widgets::DataTable::RowHeight::Actions);
    m_words->setObjectName(QStringLiteral("listWords"));
    m_words->setWordWrap(true);
    m_words->hide();
    m_shape->hide();
    auto* words = new QHBoxLayout;
    words->setSpacing(gap);
    words->addWidget(m_shape);
    words->addWidget(m_words, 1);
    m_up->setObjectName(QStringLiteral("moveUp"));
    m_down->setObjectName(QStringLiteral("moveDown"));
    m_actions->setSpacing(gap);
    m_actions->addStretch(1);
    m_actions->addWidget(m_up);
    m_actions->addWidget(m_down);
    m_buttons = {m_up, m_down};
    auto* column = new QVBoxLayout(m_bar);
    column->setContentsMargins(x, gap, x, theme.px(theme.metrics().cardPaddingY) - 6);
    column->setSpacing(gap);
    column->addWidget(new widgets::Hairline(Qt::Horizontal, look::Color::Hairline, m_bar));
    column->addLayout(words);
    column->addLayout(m_actions);
    body()->addWidget(m_bar);
}

void OrderedListCard::setModel(QAbstractItemModel* model)
{
    TableCard::setModel(model);
    connect(table()->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& current) {
        if (current.isValid()) m_selected = current.data(models::IdRole).toString();
        settleActions();
        Q_EMIT selectionChanged();
    });
    connect(model, &QAbstractItemModel::modelReset, this, [this] { select(m_selected); });
    connect(model, &QAbstractItemModel::dataChanged, this, &OrderedListCard::selectionChanged);
    select({});
}

QString OrderedListCard::selected() const { return table()->currentIndex().data(models::IdRole).toString(); }

void OrderedListCard::select(const QString& id)
{
    const QAbstractItemModel& model = *table()->model();
    int row = 0;
    for (int i = 0; i < model.rowCount(); ++i) {
        if (model.index(i, 0).data(models::IdRole).toString() == id) row = i;
    }
    table()->setCurrentIndex(model.index(row, 0));
    settleActions();
    Q_EMIT selectionChanged();
}

void OrderedListCard::addListAction(Button* action)
{
    m_actions->insertWidget(static_cast<int>(m_buttons.size()) - 2, action);
    m_buttons.insert(m_buttons.size() - 2, action);
}

void OrderedListCard::say(look::Status status, const QString& text)
{
    m_shape->setStatus(status);
    m_shape->setVisible(!text.isEmpty());
    m_words->setText(text);
    m_words->setVisible(!text.isEmpty());
}

void OrderedListCard::retranslate()
{
    m_up->setText(tr("Move up"));
    m_up->setToolTip(QKeySequence(Qt::ALT | Qt::Key_Up).toString(QKeySequence::NativeText));
    m_down->setText(tr("Move down"));
    m_down->setToolTip(QKeySequence(Qt::ALT | Qt::Key_Down).toString(QKeySequence::NativeText));
}

void OrderedListCard::popUp(const QPoint& at)
{
    if (!table()->currentIndex().isValid()) return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (Button* button : std::as_const(m_buttons)) {
        QAction* action = menu->addAction(button->text());
        action->setEnabled(button->isEnabled());
        connect(action, &QAction::triggered, button, &QPushButton::click);
    }
    menu->popup(table()->viewport()->mapToGlobal(at));
}

void OrderedListCard::settleActions()
{
    const int row = table()->currentIndex().row();
    const int rows = table()->model()->rowCount();
    m_bar->setVisible(rows > 0);
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row + 1 < rows);
}

void OrderedListCard::move(int by)
{
    const int to = table()->currentIndex().row() + by;
    if (to >= 0 && to < table()->model()->rowCount()) Q_EMIT moveRequested(selected(), by);
}

} // namespace ui::pages
