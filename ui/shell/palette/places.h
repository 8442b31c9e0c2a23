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

/// Where the places of the configuration lead to.
struct PlaceDoors {
    std::function<void(const QString& id)> provider;
    std::function<void(const QString& id)> route;
    std::function<void(const gateway::usage::RequestFilter& filter)> requests;
    std::function<void(const QString& name)> consumer;
    std::function<void(const QString& room, const QString& pattern)> settings; ///< `pattern`: of a field's row; may be empty
};

/// What of the gateway one can go to by its name. Main thread.
class Places {
    Q_DECLARE_TR_FUNCTIONS(ui::shell::Places)
public:
    using Access = models::GatewayParts<models::Configuration>;

    /// Providers, routes, models, consumers, in the order of the configuration; then the settings by their names.
    static std::vector<Jump> of(const Access& access, const models::GatewayModel& model, const PlaceDoors& doors);
    /// The requests that have what is typed in one of their texts.
    static Jump requestsWith(const QString& typed, const PlaceDoors& doors);

private:
    static void addModels(std::vector<Jump>& jumps, const Access& access, const PlaceDoors& doors);
    static void addSettings(std::vector<Jump>& jumps, const PlaceDoors& doors);
};

} // namespace ui::shell
