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

/// What a target can do less than another, or that it can do as much.
struct TargetNote {
    QString text;
    bool isLess = false;
};

/// Compares the targets of one route by what the catalog knows of their models. Where targets keep the
/// model that is asked for, by each that the route takes: those that it names, and those of the
/// catalog that fit its patterns. Both must outlive it. Main thread.
class TargetComparison {
    Q_DECLARE_TR_FUNCTIONS(ui::models::TargetComparison)
public:
    using Access = GatewayParts<Configuration, Providers>;

    TargetComparison(const Access& access, const gateway::config::RouteSettings& route) : m_access(access), m_route(route) {}

    /// Of `other` beside `first`; empty where nothing is known to compare it with.
    TargetNote of(const gateway::config::TargetSettings& first, const gateway::config::TargetSettings& other) const;

private:
    using Model = gateway::providers::CatalogModel;
    using Pair = std::pair<const Model*, const Model*>; ///< of the one that is compared with, and of the other
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
