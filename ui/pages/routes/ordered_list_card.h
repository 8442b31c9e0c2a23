#pragma once

#include "ui/pages/list_card.h"

#include "ui/models/gateway_parts.h"

namespace ui::pages {

/// A list whose order matters. Alt+Up and Alt+Down move the selected row.
class OrderedListCard : public ListCard {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration>;

    /// `access` must outlive it.
    OrderedListCard(const Access& access, const QString& emptyIcon, QWidget* parent = nullptr);

    void retranslate();

Q_SIGNALS:
    void moveRequested(const QString& id, int by);

protected:
    /// Adds the move actions after the existing ones.
    void addMoves();

private:
    void settleMoves();
    void move(int by);

    widgets::Button* m_up;
    widgets::Button* m_down;
};

} // namespace ui::pages
