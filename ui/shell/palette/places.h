#pragma once

#include "jump.h"

#include "gateway/usage/search/request_filter.h"

#include "ui/models/gateway_parts.h"

#include <QCoreApplication>

#include <functional>
#include <string>
#include <vector>

namespace ui::models {
class GatewayModel;
}

namespace ui::shell {

/// Actions for the destinations.
struct PlaceDoors {
    std::function<void(const QString& id)> provider;
    std::function<void(const QString& id)> route;
    std::function<void(const gateway::usage::RequestFilter& filter)> requests;
    std::function<void(const QString& name)> consumer;
    std::function<void(const QString& id)> client; ///< its set-up
    std::function<void(const QString& room, const QString& pattern)> settings; ///< `pattern`: the field whose row to show; may be empty
    std::function<void(const QString& name)> limit;
};

/// Named destinations in the gateway's configuration. Main thread.
class Places {
    Q_DECLARE_TR_FUNCTIONS(ui::shell::Places)
public:
    using Access = models::GatewayParts<models::Configuration, models::Providers>;

    /// Providers, routes, models, consumers, limits, in the order of the configuration; then the clients that can be set up, and the
    /// settings by name.
    static std::vector<Jump> of(const Access& access, const models::GatewayModel& model, const PlaceDoors& doors);
    /// The requests with the typed text in one of their texts.
    static Jump requestsWith(const QString& typed, const PlaceDoors& doors);

private:
    static void addModels(std::vector<Jump>& jumps, const Access& access, const PlaceDoors& doors);
    static void addClients(std::vector<Jump>& jumps, const Access& access, const PlaceDoors& doors);
    static void addSettings(std::vector<Jump>& jumps, const PlaceDoors& doors);
};

} // namespace ui::shell
