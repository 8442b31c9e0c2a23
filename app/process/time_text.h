#pragma once

#include "gateway/core/clock.h"

#include <QDateTime>
#include <QString>

#include <optional>
#include <string>

namespace app {

/// How a time that a user enters is interpreted.
enum class TimeMeaning {
    ComingEnd, ///< a duration counts from now into the future; a date means its end
    PastBegin, ///< a duration counts back from now; a date means its beginning
    PastEnd,   ///< a duration counts back from now; a date means its end
};

/// Parses "2027-01-31" (in local time), a duration such as "2w", "90d" or "12h", or RFC 3339; empty if `text` is
/// invalid. Durations that count back may also be in minutes and seconds: "5m", "30s".
std::optional<QDateTime> timeFrom(const QString& text, const QDateTime& now, TimeMeaning meaning);
/// The inverse: RFC 3339 in local time, to the second.
std::string localText(gateway::WallTime time);

} // namespace app
