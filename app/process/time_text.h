#pragma once

#include "gateway/core/clock.h"

#include <QDateTime>
#include <QString>

#include <optional>
#include <string>

namespace app {

/// What a time that somebody writes is to be.
enum class TimeMeaning {
    ComingEnd, ///< a span goes on from now; a day is over with its end
    PastBegin, ///< a span goes back from now; a day begins
    PastEnd,   ///< a span goes back from now; a day is over with its end
};

/// "2027-01-31" (as this machine's clocks show it), a span such as "2w", "90d" or "12h", or RFC 3339; empty where `text` is
/// none of these. Spans that go back may also be minutes and seconds: "5m", "30s".
std::optional<QDateTime> timeFrom(const QString& text, const QDateTime& now, TimeMeaning meaning);
/// The other way: RFC 3339 by this machine's clock, to the second.
std::string localText(gateway::WallTime time);

} // namespace app
