#pragma once

#include "ui/models/gateway_parts.h"

#include <QCoreApplication>
#include <QObject>

#include <functional>
#include <optional>
#include <string>

namespace ui::models {

/// What is wrong with a route as it stands in a form, in words, and where.
struct RouteProblem {
    std::string field; ///< as in the configuration, below the route: "match.models[0]"; empty: none of its own
    QString text;
    QString detail = {}; ///< the gateway's own words; may be empty
    bool isOfBadFile = false; ///< over once the file is mended
};

class RouteSaving {
    Q_DECLARE_TR_FUNCTIONS(ui::models::RouteSaving)
public:
    using Access = GatewayParts<Configuration>;

    using Done = std::function<void(std::optional<RouteProblem>)>;

    /// What is wrong with the name of a route; empty: nothing. `before`: its name so far, or empty.
    static QString nameProblem(const gateway::config::Settings& all, const std::string& name, const std::string& before);
    /// Puts `route` in force in the place of the one called `before`.
    /// `done` is not called once `context` is gone.
    static void save(const Access& access, const std::string& before, const gateway::config::RouteSettings& route, QObject* context, Done done);
    /// Puts a new one in force, ahead of the one called `ahead`; empty: behind the others. Otherwise as `save`.
    static void add(const Access& access, const std::string& ahead, const gateway::config::RouteSettings& route, QObject* context, Done done);
    static RouteProblem problemOf(const gateway::Error& error, const gateway::host::ConfigEditing& editing);
};

} // namespace ui::models
