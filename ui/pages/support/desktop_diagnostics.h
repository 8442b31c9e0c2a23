#pragma once

#include "ui/models/gateway_parts.h"

#include <QString>

#include <vector>

namespace ui::pages {

/// Facts about the window system and the desktop, for a report.
gateway::host::Facts desktopFacts();

/// The text of a report. Contains no secrets.
QString diagnostics(const models::GatewayParts<models::GatewayControl, models::Configuration, models::Diagnosis>& access, std::vector<gateway::host::Finding> findings);

} // namespace ui::pages
