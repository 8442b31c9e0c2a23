#include "list_card.h"

#include "ui/models/roles.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/label.h"
#include "ui/widgets/status_label.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPointer>
#include <QVBoxLayout>

namespace ui::pages {

using widgets::Button;
using widgets::Label;

ListCard::ListCard(const Access& access, const QString& emptyIcon, QWidget* parent)
    : TableCard(emptyIcon, parent), m_access(access), m_refusal(access), m_shape(new widgets::StatusShape(look::Status::Warn, this)),
      m_words(new Label({}, look::TextRole::Body, Label::Tone::Normal, this)), m_bar(new QWidget(this)), m_actions(new QHBoxLayout)
{
    build();
    table()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(table(), &QWidget::customContextMenuRequested, this, &ListCard::popUp);
    connect(&m_refusal, &models::ChangeRefusal::over, this, [this](const QString& said) {
        if (m_words->text() == said) say(look::Status::Idle, {});
    });
}

void ListCard::build()
{
    const look::Theme& theme = look::theme();
    const int x = theme.px(theme.metrics().cardPaddingX) - look::kCardEdge;
    const int gap = theme.px(8);
    m_words->setObjectName(QStringLiteral("listWords"));
    m_words->setWordWrap(true);
    m_words->hide();
    m_shape->hide();
    auto* words = new QHBoxLayout;
    words->setSpacing(gap);
    words->addWidget(m_shape);
    words->addWidget(m_words, 1);
    m_actions->setSpacing(gap);
    m_actions->addStretch(1);
    auto* column = new QVBoxLayout(m_bar);
    column->setContentsMargins(x, gap, x, theme.px(theme.metrics().cardPaddingY) - 6);
    column->setSpacing(gap);
    column->addWidget(new widgets::Hairline(Qt::Horizontal, look::Color::Hairline, m_bar));
    column->addLayout(words);
    column->addLayout(m_actions);
    body()->addWidget(m_bar);
}

void ListCard::setModel(QAbstractItemModel* model, ListSelection::Most most)
{
    TableCard::setModel(model);
    m_selection = new ListSelection(*table(), most, this);
    connect(m_selection, &ListSelection::changed, this, &ListCard::settleBar);
    connect(m_selection, &ListSelection::changed, this, &ListCard::selectionChanged);
    connect(model, &QAbstractItemModel::dataChanged, this, &ListCard::selectionChanged);
    settleBar();
    Q_EMIT selectionChanged();
}

QString ListCard::selected() const { return m_selection ? m_selection->current() : QString(); }

QStringList ListCard::chosen() const { return m_selection ? m_selection->chosen() : QStringList(); }

int ListCard::selectedRow() const { return m_selection ? m_selection->currentRow() : -1; }

void ListCard::select(const QString& id)
{
    const QAbstractItemModel& model = *table()->model();
    const int row = m_selection->rowOf(id);
    m_selection->select(row >= 0 || model.rowCount() == 0 ? id : model.index(0, 0).data(models::IdRole).toString());
    Q_EMIT selectionChanged();
}

void ListCard::settleBar() { m_bar->setVisible(table()->model()->rowCount() > 0 && (!m_isMenuOnly || !m_words->text().isEmpty())); }

void ListCard::focusRows() { table()->setFocus(Qt::OtherFocusReason); }

void ListCard::addListAction(Button* action)
{
    m_actions->addWidget(action);
    m_buttons << action;
    if (m_isMenuOnly) action->hide();
}

void ListCard::keepActionsInMenu(Button* more)
{
    m_isMenuOnly = true;
    for (Button* button : std::as_const(m_buttons)) button->hide();
    m_bar->setVisible(m_words->isVisibleTo(this));
    connect(more, &QPushButton::clicked, this, [this, more] { openMenu(more->mapToGlobal(QPoint(0, more->height()))); });
}

void ListCard::say(look::Status status, const QString& text)
{
    m_shape->setStatus(status);
    m_shape->setVisible(!text.isEmpty());
    m_words->setText(text);
    m_words->setToolTip({});
    m_words->setVisible(!text.isEmpty());
    if (m_isMenuOnly) m_bar->setVisible(!text.isEmpty());
}

void ListCard::change(const gateway::config::Settings& next, std::function<void()> then)
{
    m_access.configuration().change(next, [guard = QPointer(this), then = std::move(then)](const gateway::Result<void>& changed) {
        if (!guard) return;
        if (changed) guard->m_refusal.clear();
        else guard->m_refusal.set(changed.error());
        guard->say(look::Status::Error, guard->m_refusal.text());
        guard->m_words->setToolTip(guard->m_refusal.detail());
        if (!changed) return;
        if (then) then();
        Q_EMIT guard->selectionChanged(); // which shows the messages about the row again
    });
}

void ListCard::popUp(const QPoint& at) { openMenu(table()->viewport()->mapToGlobal(at)); }

void ListCard::openMenu(const QPoint& global)
{
    if (!table()->currentIndex().isValid()) return;
    if (m_severalMenu && m_selection->isSeveral()) return m_severalMenu->popup(global);
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (Button* button : std::as_const(m_buttons)) {
        QAction* action = menu->addAction(button->text());
        action->setEnabled(button->isEnabled());
        action->setObjectName(button->objectName());
        // Another row may be selected by then, if the list has changed.
        connect(action, &QAction::triggered, button, [this, button, id = selected()] {
            if (selected() == id) button->click();
        });
    }
    menu->popup(global);
}

} // namespace ui::pages
