#pragma once

#include "ui/models/gateway_parts.h"

#include "gateway/config/settings/route_settings.h"
#include "gateway/providers/catalog.h"

#include <QCoreApplication>
#include <QString>

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace ui::models {

/// The capabilities that a target lacks compared with another, or that it lacks none.
struct TargetNote {
    QString text;
    bool isLess = false;
};

/// Compares the targets of a route by the catalog's data on their models. If targets keep the requested model, compares
/// for each model that the route matches: those that it names, and those in the catalog that match its patterns. Both
/// must outlive it. Main thread.
class TargetComparison {
    Q_DECLARE_TR_FUNCTIONS(ui::models::TargetComparison)
public:
    using Access = GatewayParts<Configuration, Providers>;

    TargetComparison(const Access& access, const gateway::config::RouteSettings& route) : m_access(access), m_route(route) {}

    /// Compares `other` with `first`; empty if there is no data.
    TargetNote of(const gateway::config::TargetSettings& first, const gateway::config::TargetSettings& other) const;

private:
    using Model = gateway::providers::CatalogModel;
    using Pair = std::pair<const Model*, const Model*>; ///< the reference model, and the other
    struct Losses {
        bool context = false;
        bool tools = false;
        bool images = false;
        bool operator==(const Losses&) const = default;
    };
    std::vector<std::string> askedNames(const gateway::config::TargetSettings& first, const gateway::config::TargetSettings& other) const;
    std::span<const Model> models(const std::string& provider) const;
    static Losses lossesOf(const Pair& pair);
    static QString contextLoss(const std::vector<Pair>& pairs);
    static QString priceLoss(const std::vector<Pair>& pairs);
    static QString sameness(const std::vector<Pair>& pairs);

    Access m_access;
    const gateway::config::RouteSettings& m_route;
};

} // namespace ui::models
