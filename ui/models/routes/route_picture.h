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

/// A target as shown on its card.
struct TargetPicture {
    std::size_t target = 0; ///< its index in the route's list
    QString provider;
    QString model;        ///< empty: the requested one
    words::StateText state;
    QString note;         ///< capabilities that it lacks compared with the first choice, or that it lacks none
    bool isLess = false;  ///< `note` describes a loss
    QString share;        ///< "70%"; empty: it shares with no other, or not by weight
    bool isServing = false; ///< it receives requests now
    bool isByHand = false;  ///< pinned above all others, whatever their priority

    bool operator==(const TargetPicture& other) const;
};

struct StationPicture {
    QString title;  ///< "First", "If that fails", "Last resort"
    QString phrase; ///< how its targets share requests, or which failures lead to it
    std::vector<TargetPicture> targets;

    bool operator==(const StationPicture&) const = default;
};

struct RouteFact {
    QString name;
    QString value;

    bool operator==(const RouteFact&) const = default;
};

/// A route as a line with stations: which targets a request can reach, in which order, and which one it reaches now.
struct RoutePicture {
    QString asks;           ///< "gpt-4o*"
    QString asksPhrase;     ///< "any name beginning with gpt-4o"
    QString conditions;     ///< further conditions; empty: none
    std::vector<StationPicture> stations;
    std::size_t serving = 0; ///< the station that receives requests now; the number of stations: none
    bool isDisabled = false; ///< no request gets here
    std::vector<RouteFact> facts;
    bool isResting = false; ///< a countdown is running in it

    bool isServed() const { return serving < stations.size(); }
    bool operator==(const RoutePicture&) const = default;
};

/// The current state of a route, as a shape and text.
struct RouteState {
    QString status; ///< from palette.json
    QString word;
    std::string provider; ///< that receives requests now; empty: none
};

/// Draws routes from the current state. All arguments must outlive it. Main thread.
class RoutePictures {
    Q_DECLARE_TR_FUNCTIONS(ui::models::RoutePictures)
public:
    using Access = GatewayParts<Configuration, Providers>;

    RoutePictures(const Access& access, const ProviderListModel& providers, const gateway::Clock& clock);

    /// Sets the observed providers of each route. Null: none; must outlive it.
    void setServing(const ServingModel* serving) { m_serving = serving; }

    RoutePicture of(const gateway::config::RouteSettings& route) const;
    /// Whether its first choice serves, also by observation. Cheap.
    RouteState state(const gateway::config::RouteSettings& route) const;
    /// End of the first current cooldown; empty: none.
    std::optional<gateway::WallTime> nextEnd() const;

private:
    /// Which targets receive requests now: the source of both the drawing and the state.
    struct Reach {
        Stations stations;
        std::size_t serving = 0; ///< the number of stations: none
        bool isObserved = false; ///< it is the one that the last exchange fell back to
    };
    Reach reach(const gateway::config::RouteSettings& route) const;
    /// Whether it is usable and its last request, such as a test, did not fail.
    bool answers(const gateway::config::TargetSettings& target) const;
    TargetPicture target(const gateway::config::RouteSettings& route, std::size_t place) const;
    words::StateText state(const gateway::config::TargetSettings& target, bool& isResting) const;
    QString nameOf(const gateway::config::TargetSettings& target) const;
    std::optional<words::StateText> rest(const gateway::host::ProviderStatus& status, const std::string& model) const;
    /// Whether the cooldown is over, so that requests are allowed again.
    bool isOver(const gateway::routing::Rest& rest) const;
    std::vector<gateway::routing::Rest> restsNow(const gateway::host::ProviderStatus& status) const;
    /// The station that the last exchange fell back to; empty: none, or the observation is outdated.
    std::optional<std::size_t> fallenBackTo(const gateway::config::RouteSettings& route, const Stations& stations) const;
    bool isUsable(const gateway::config::TargetSettings& target) const;
    const gateway::host::ProviderStatus* status(const std::string& provider) const;
    void compare(const gateway::config::RouteSettings& route, RoutePicture& picture) const;
    static void ask(const gateway::config::RouteSettings& route, RoutePicture& picture);
    static QString title(std::size_t station, std::size_t count);
    static QString phrase(const gateway::config::RouteSettings& route, std::size_t station, const std::vector<std::size_t>& members);
    static std::vector<RouteFact> facts(const gateway::config::RouteSettings& route);
    /// The consumers that can use the route, and what becomes of the requests of others.
    static QString whoMayUse(const gateway::config::RouteSettings& route);

    Access m_access;
    const ProviderListModel& m_providers;
    const gateway::Clock& m_clock;
    const ServingModel* m_serving = nullptr;
};

} // namespace ui::models
