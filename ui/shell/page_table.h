#pragma once

#include "gateway/core/clock.h"

#include "ui/models/gateway_parts.h"

#include <QString>

#include <span>

class QWidget;

namespace ui::models {
class Autostart;
class GatewayModel;
}

namespace ui::shell {

/// Everything that pages are created from. Must outlive the pages.
struct PageContext {
    models::GatewayModel& model;
    models::WholeGateway access;
    const gateway::Clock& clock;
    models::Autostart* autostart = nullptr; ///< null: unknown
};

/// An entry of the navigation.
struct PageEntry {
    const char* id;    ///< "overview"; never changes, used for shortcuts and links
    const char* title; ///< translated with `pageTitle`
    const char* icon;  ///< "nav-overview"
    QWidget* (*make)(const PageContext& context, QWidget* parent); ///< called when the page is first shown
    const char* first = nullptr; ///< object name of the control focused first for keyboard users; null: the first control
    bool isLast = false;     ///< at the bottom, apart from the others
    bool opensGroup = false; ///< with a small gap above it
};

/// In the order of the navigation.
std::span<const PageEntry> pageTable();
QString pageTitle(const PageEntry& page);

} // namespace ui::shell
