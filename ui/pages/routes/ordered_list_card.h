#pragma once

#include "ui/look/theme.h"
#include "ui/pages/table_card.h"

class QHBoxLayout;

namespace ui::widgets {
class Button;
class Label;
class StatusShape;
}

namespace ui::pages {

/// A list whose order matters: below the table what is to be said of the chosen
/// row, and what can be done with it. Alt+Up and Alt+Down move it.
class OrderedListCard : public TableCard {
    Q_OBJECT
public:
    explicit OrderedListCard(const QString& emptyIcon, QWidget* parent = nullptr);

    /// Rows are known by `models::IdRole`; the chosen one stays chosen through a reset.
    void setModel(QAbstractItemModel* model);
    QString selected() const;
    void select(const QString& id);
    /// Before the buttons that move; goes with the list's context menu as well.
    void addListAction(widgets::Button* action);
    /// Empty: nothing is said.
    void say(look::Status status, const QString& text);
    void retranslate();

Q_SIGNALS:
    void moveRequested(const QString& id, int by);
    void selectionChanged();

private:
    void build();
    void popUp(const QPoint& at);
    void settleActions();
    void move(int by);

    QString m_selected;
    widgets::StatusShape* m_shape;
    widgets::Label* m_words;
    QWidget* m_bar;
    QHBoxLayout* m_actions;
    QList<widgets::Button*> m_buttons; ///< all of the bar, in order
    widgets::Button* m_up;
    widgets::Button* m_down;
};

} // namespace ui::pages
