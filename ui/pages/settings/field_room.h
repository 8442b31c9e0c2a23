#pragma once

#include "room_table.h"

#include "ui/models/gateway_parts.h"

#include <QWidget>

class QScrollArea;
class QVBoxLayout;

namespace ui::pages {

class FieldCard;

/// A room of settings that are fields of the configuration; scrolls as a whole.
class FieldRoom : public QWidget {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Requests, models::Diagnosis>;

    /// `access` must outlive it.
    FieldRoom(const Access& access, const FieldRoomEntry& room, QWidget* parent = nullptr);

    /// Scrolls to the row and gives it the focus. False: it is not here.
    bool showField(const std::string& pattern);
    FieldCard& card(std::size_t part) const { return *m_cards[part]; }
    /// Below the other cards.
    void addCard(QWidget* card);

private:
    QScrollArea* m_scroll;
    QVBoxLayout* m_column;
    std::vector<FieldCard*> m_cards;
};

} // namespace ui::pages
