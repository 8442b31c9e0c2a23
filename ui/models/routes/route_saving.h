#pragma once

#include "ui/models/gateway_parts.h"

#include <QCoreApplication>
#include <QObject>

#include <functional>
#include <optional>
#include <string>

namespace ui::models {

/// A problem of a route in a form, with its field.
struct RouteProblem {
    std::string field; ///< relative to the route in the configuration: "match.models[0]"; empty: no single field
    QString text;
    QString detail = {}; ///< the gateway's message; may be empty
    bool isOfBadFile = false; ///< no longer applies once the file is corrected
};

class RouteSaving {
    Q_DECLARE_TR_FUNCTIONS(ui::models::RouteSaving)
public:
    using Access = GatewayParts<Configuration>;

    using Done = std::function<void(std::optional<RouteProblem>)>;

    /// The problem with a route name; empty: none. `before`: its current name, or empty.
    static QString nameProblem(const gateway::config::Settings& all, const std::string& name, const std::string& before);
    /// Puts `route` in force in place of the one called `before`. `done` is not called once `context` is destroyed.
    static void save(const Access& access, const std::string& before, const gateway::config::RouteSettings& route, QObject* context, Done done);
    /// Puts a new route in force, before the one called `ahead`; empty: at the end. Otherwise like `save`.
    static void add(const Access& access, const std::string& ahead, const gateway::config::RouteSettings& route, QObject* context, Done done);
    static RouteProblem problemOf(const gateway::Error& error, const gateway::host::ConfigEditing& editing);
};

} // namespace ui::models
