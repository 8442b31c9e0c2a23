#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/look/theme.h"
#include "ui/models/change_refusal.h"
#include "ui/pages/table_card.h"

class QHBoxLayout;

namespace ui::widgets {
class Button;
class Label;
class StatusShape;
}

namespace ui::pages {

/// A list of settings: below the table what is to be said of the chosen row, and
/// what can be done with it, which is in the list's context menu as well.
class ListCard : public TableCard {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration>;

    /// `access` must outlive it.
    ListCard(const Access& access, const QString& emptyIcon, QWidget* parent = nullptr);

    /// Rows are known by `models::IdRole`; the chosen one stays chosen through a reset.
    void setModel(QAbstractItemModel* model);
    QString selected() const;
    void select(const QString& id);
    /// The keyboard goes to the chosen row.
    void focusRows();
    void addListAction(widgets::Button* action);
    /// For a narrow list: the actions are in its context menu only, which `more` opens as well.
    void keepActionsInMenu(widgets::Button* more);
    /// Empty: nothing is said.
    void say(look::Status status, const QString& text);

Q_SIGNALS:
    void selectionChanged();

protected:
    const Access& gatewayAccess() const { return m_access; }
    /// Puts `next` in force, then calls `then`; or says why that cannot be.
    void change(const gateway::config::Settings& next, std::function<void()> then = {});

private:
    void build();
    void popUp(const QPoint& at);
    void openMenu(const QPoint& global);

    Access m_access;
    models::ChangeRefusal m_refusal;
    QString m_selected;
    widgets::StatusShape* m_shape;
    widgets::Label* m_words;
    QWidget* m_bar;
    QHBoxLayout* m_actions;
    QList<widgets::Button*> m_buttons; ///< of the chosen row, in order
    bool m_isMenuOnly = false;
};

} // namespace ui::pages
