#pragma once

#include "ui/models/gateway_parts.h"

#include <QString>

#include <vector>

namespace ui::pages {

/// What is known of the window system and the desktop, for a report.
gateway::host::Facts desktopFacts();

/// The text for a report. Holds no secret.
QString diagnostics(const models::GatewayParts<models::GatewayControl, models::Configuration, models::Diagnosis>& access, std::vector<gateway::host::Finding> findings);

} // namespace ui::pages
