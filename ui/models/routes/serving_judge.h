#pragma once

#include "route_picture.h"

#include "ui/models/gateway_parts.h"

#include <QObject>
#include <QTimer>

namespace ui::models {

/// Makes the serving model show the same state for a route as the route list. Main thread.
class ServingJudge final : public QObject {
    Q_OBJECT
public:
    using Access = GatewayParts<Configuration, Providers, Requests>;

    /// All but `parent` must outlive it.
    ServingJudge(ServingModel& serving, const Access& access, const gateway::Clock& clock, QObject* parent = nullptr);
    ~ServingJudge() override;

private:
    void follow();

    ServingModel& m_serving;
    const gateway::Clock& m_clock;
    ProviderListModel m_providers;
    RoutePictures m_pictures;
    QTimer m_updateTimer;    ///< combines simultaneous changes
    QTimer m_restEnd; ///< until the first cooldown ends
};

} // namespace ui::models
