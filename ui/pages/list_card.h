#pragma once

#include "list_selection.h"
#include "table_card.h"

#include "ui/look/theme.h"
#include "ui/models/change_refusal.h"
#include "ui/models/gateway_parts.h"

#include <QList>

#include <functional>

class QHBoxLayout;
class QMenu;

namespace ui::widgets {
class Button;
class Label;
class StatusShape;
}

namespace ui::pages {

/// A list of settings: below the table the message about the selected row, and the actions on it, which are also in the
/// context menu.
class ListCard : public TableCard {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration>;

    /// `access` must outlive it.
    ListCard(const Access& access, const QString& emptyIcon, QWidget* parent = nullptr);

    /// Rows are identified by `models::IdRole`; the selection survives a reset.
    void setModel(QAbstractItemModel* model, ListSelection::Most most = ListSelection::Most::One);
    /// The current row, if several are selected.
    QString selected() const;
    /// All selected rows, in order.
    QStringList chosen() const;
    void select(const QString& id);
    /// Focuses the selected row.
    void focusRows();
    void addListAction(widgets::Button* action);
    /// For a narrow list: the actions are only in its context menu, which `more` opens as well.
    void keepActionsInMenu(widgets::Button* more);
    /// Shows a message; empty: none.
    void say(look::Status status, const QString& text);

Q_SIGNALS:
    void selectionChanged();

protected:
    const Access& gatewayAccess() const { return m_access; }
    /// Puts `next` in force, then calls `then`; shows the reason if it is rejected.
    void change(const gateway::config::Settings& next, std::function<void()> then = {});
    /// The menu of the actions while several rows are selected.
    void setSeveralMenu(QMenu* menu) { m_severalMenu = menu; }
    int selectedRow() const; ///< -1: none

private:
    void build();
    void settleBar();
    void popUp(const QPoint& at);
    void openMenu(const QPoint& global);

    Access m_access;
    models::ChangeRefusal m_refusal;
    ListSelection* m_selection = nullptr;
    QMenu* m_severalMenu = nullptr;
    widgets::StatusShape* m_shape;
    widgets::Label* m_words;
    QWidget* m_bar;
    QHBoxLayout* m_actions;
    QList<widgets::Button*> m_buttons; ///< for the selected row, in order
    bool m_isMenuOnly = false;
};

} // namespace ui::pages
