#pragma once

#include "gateway/config/settings/route_settings.h"
#include "gateway/core/clock.h"

#include <QTimeZone>

#include <array>

namespace gateway::routing {

/// A `config::TimeMatch`, made ready to be asked. Any thread.
class DaySpan {
public:
    explicit DaySpan(const config::TimeMatch& match);

    bool holds(WallTime now) const;

private:
    std::array<bool, 8> m_days{}; // 1 is Monday, as Qt counts
    int m_from = 0; // minutes of the day
    int m_to = 0;
    QTimeZone m_zone;
};

} // namespace gateway::routing
