#pragma once

#include "route_edits.h"

#include "ui/models/gateway_parts.h"
#include "ui/models/providers/provider_list_model.h"
#include "ui/models/serving_model.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace ui::models {

/// One target as its card shows it.
struct TargetPicture {
    std::size_t target = 0; ///< its place in the route's list
    QString provider;
    QString model;        ///< empty: the one that was asked for
    words::StateText state;
    QString note;         ///< what it can do less than the first choice, or that it can do as much
    bool isLess = false;  ///< `note` tells of a loss
    QString share;        ///< "70%"; empty: it shares with nobody, or not by weight
    bool isServing = false; ///< requests go there now
    bool isUsable = false;
    bool isByHand = false;  ///< above all others, whatever their priority

    bool operator==(const TargetPicture& other) const;
};

struct StationPicture {
    QString title;  ///< "First", "If that fails", "Last resort"
    QString phrase; ///< how its targets share, or after which failures it is reached
    std::vector<TargetPicture> targets;

    bool operator==(const StationPicture&) const = default;
};

struct RouteFact {
    QString name;
    QString value;

    bool operator==(const RouteFact&) const = default;
};

/// A route as a line with stations: whom a request reaches, in which order, and whom now.
struct RoutePicture {
    QString asks;           ///< "gpt-4o*"
    QString asksPhrase;     ///< "any name beginning with gpt-4o"
    QString conditions;     ///< what else must hold; empty: nothing
    std::vector<StationPicture> stations;
    std::size_t serving = 0; ///< the station that requests reach now; their number: none
    std::vector<RouteFact> facts;
    bool isResting = false; ///< a time in it runs

    bool isServed() const { return serving < stations.size(); }
    bool operator==(const RoutePicture&) const = default;
};

/// How a route is served now, in a shape and in words.
struct RouteState {
    QString status; ///< of palette.json
    QString word;
    std::string provider; ///< that requests reach now; empty: none
};

/// Draws routes from what is known now. All must outlive it. Main thread.
class RoutePictures {
    Q_DECLARE_TR_FUNCTIONS(ui::models::RoutePictures)
public:
    using Access = GatewayParts<Configuration, Providers>;

    RoutePictures(const Access& access, const ProviderListModel& providers, const gateway::Clock& clock);

    /// Who was seen to answer for each route. Null: nobody says; must outlive it.
    void setServing(const ServingModel* serving) { m_serving = serving; }

    RoutePicture of(const gateway::config::RouteSettings& route) const;
    /// Whether its first choice serves, and was seen to. Cheap.
    RouteState state(const gateway::config::RouteSettings& route) const;
    /// When the first of what rests now has rested; empty: nothing rests.
    std::optional<gateway::WallTime> nextEnd() const;

private:
    TargetPicture target(const gateway::config::RouteSettings& route, std::size_t place) const;
    words::StateText state(const gateway::config::TargetSettings& target, bool& isResting) const;
    QString nameOf(const gateway::config::TargetSettings& target) const;
    std::optional<words::StateText> rest(const gateway::host::ProviderStatus& status, const std::string& model) const;
    /// Whether a request would be let through again.
    bool isOver(const gateway::routing::Rest& rest) const;
    std::vector<gateway::routing::Rest> restsNow(const gateway::host::ProviderStatus& status) const;
    /// The station that the last exchange fell back to; empty: to none, or it says nothing of now.
    std::optional<std::size_t> fallenBackTo(const gateway::config::RouteSettings& route, const Stations& stations) const;
    bool isUsable(const gateway::config::TargetSettings& target) const;
    const gateway::host::ProviderStatus* status(const std::string& provider) const;
    void compare(const gateway::config::RouteSettings& route, RoutePicture& picture) const;
    static void ask(const gateway::config::RouteSettings& route, RoutePicture& picture);
    static QString title(std::size_t station, std::size_t count);
    static QString phrase(const gateway::config::RouteSettings& route, std::size_t station, const std::vector<std::size_t>& members);
    static std::vector<RouteFact> facts(const gateway::config::RouteSettings& route);

    Access m_access;
    const ProviderListModel& m_providers;
    const gateway::Clock& m_clock;
    const ServingModel* m_serving = nullptr;
};

} // namespace ui::models
