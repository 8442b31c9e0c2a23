#pragma once

#include "room_table.h"

#include "ui/models/gateway_parts.h"

#include <QWidget>

class QScrollArea;
class QVBoxLayout;

namespace ui::pages {

class FieldCard;

/// A settings room with configuration fields; scrolls as a whole.
class FieldRoom : public QWidget {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Requests, models::Diagnosis>;

    /// `access` must outlive it.
    FieldRoom(const Access& access, const FieldRoomEntry& room, QWidget* parent = nullptr);

    /// Scrolls to the row and focuses it. False: it is not here.
    bool showField(const std::string& pattern);
    FieldCard& card(std::size_t part) const { return *m_cards[part]; }
    /// Adds a card below the others.
    void addCard(QWidget* card);

private:
    QScrollArea* m_scroll;
    QVBoxLayout* m_column;
    std::vector<FieldCard*> m_cards;
};

} // namespace ui::pages
