#pragma once

#include "field_room.h"

namespace ui::pages {

/// The settings room of the gateway itself: its fields, with the checks and consequences of the address and the ports,
/// the state of the certificate, and how clients come to trust it.
class GatewayRoom final : public FieldRoom {
    Q_OBJECT
public:
    /// `access` must outlive it.
    explicit GatewayRoom(const Access& access, QWidget* parent = nullptr);
};

} // namespace ui::pages
