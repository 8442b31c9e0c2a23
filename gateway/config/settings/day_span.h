#pragma once

#include "route_settings.h"

#include "gateway/core/clock.h"

#include <QDateTime>
#include <QTimeZone>

#include <array>
#include <string>

namespace gateway::config {

/// A `TimeMatch` prepared for evaluation. Any thread.
class DaySpan {
public:
    explicit DaySpan(const TimeMatch& match);

    bool holds(WallTime now) const;
    /// The date in its time zone, as "2026-10-01".
    std::string dayOf(WallTime now) const;

private:
    QDateTime there(WallTime now) const;

    std::array<bool, 8> m_days{}; // 1 is Monday, as in Qt
    int m_from = 0; // minutes of the day
    int m_to = 0;
    QTimeZone m_zone;
};

} // namespace gateway::config
