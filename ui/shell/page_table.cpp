#include "page_table.h"

#include "ui/models/gateway_model.h"
#include "ui/pages/clients/clients_page.h"
#include "ui/pages/evaluate/evaluate_page.h"
#include "ui/pages/overview_page.h"
#include "ui/pages/policies/policies_page.h"
#include "ui/pages/providers_page.h"
#include "ui/pages/requests/requests_page.h"
#include "ui/pages/routes/routes_page.h"
#include "ui/pages/settings_page.h"
#include "ui/pages/usage/usage_page.h"

#include <QCoreApplication>

namespace ui::shell {

namespace {

constexpr PageEntry kPages[] = {
    {"overview", QT_TRANSLATE_NOOP("Pages", "Overview"), "nav-overview",
        [](const PageContext& context, QWidget* parent) -> QWidget* { return new pages::OverviewPage(context.model, context.access, context.clock, parent); }},
    {"providers", QT_TRANSLATE_NOOP("Pages", "Providers"), "nav-providers",
        [](const PageContext& context, QWidget* parent) -> QWidget* { return new pages::ProvidersPage(context.access, context.clock, parent); },
        "providersList"},
    {"routes", QT_TRANSLATE_NOOP("Pages", "Routes"), "nav-routes",
        [](const PageContext& context, QWidget* parent) -> QWidget* { return new pages::RoutesPage(context.access, context.clock, parent, context.model.serving()); },
        "routeList"},
    {"clients", QT_TRANSLATE_NOOP("Pages", "Clients"), "nav-clients",
        [](const PageContext& context, QWidget* parent) -> QWidget* { return new pages::ClientsPage(context.model, context.access, context.clock, parent); },
        "toolsList"},
    {"usage", QT_TRANSLATE_NOOP("Pages", "Usage"), "nav-usage",
        [](const PageContext& context, QWidget* parent) -> QWidget* { return new pages::UsagePage(context.model, context.access, context.clock, parent); },
        nullptr, false, true},
    {"requests", QT_TRANSLATE_NOOP("Pages", "Requests"), "nav-requests",
        [](const PageContext& context, QWidget* parent) -> QWidget* { return new pages::RequestsPage(context.model, context.access, context.clock, parent); },
        "requestsTable"},
    {"policies", QT_TRANSLATE_NOOP("Pages", "Policies"), "nav-policies",
        [](const PageContext& context, QWidget* parent) -> QWidget* { return new pages::PoliciesPage(context.access, context.clock, parent); },
        "limitsList", false, true},
    {"evaluate", QT_TRANSLATE_NOOP("Pages", "Evaluate"), "nav-evaluate",
        [](const PageContext& context, QWidget* parent) -> QWidget* { return new pages::EvaluatePage(context.access, context.clock, parent); },
        "evalDatasets"},
    {"settings", QT_TRANSLATE_NOOP("Pages", "Settings"), "nav-settings",
        [](const PageContext& context, QWidget* parent) -> QWidget* { return new pages::SettingsPage(context.access, parent, context.autostart); },
        "settingsRooms", true},
};

} // namespace

std::span<const PageEntry> pageTable() { return kPages; }

QString pageTitle(const PageEntry& page) { return QCoreApplication::translate("Pages", page.title); }

} // namespace ui::shell
