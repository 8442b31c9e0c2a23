#include "period.h"

namespace gateway::limits {

std::chrono::seconds Period::length() const
{
    if (seconds > 0)
        return std::chrono::seconds{seconds};
    switch (unit) {
    case CalendarUnit::Second: return std::chrono::seconds{1};
    case CalendarUnit::Minute: return std::chrono::minutes{1};
    case CalendarUnit::Hour: return std::chrono::hours{1};
    case CalendarUnit::Day: return std::chrono::days{1};
    case CalendarUnit::Week: return std::chrono::weeks{1};
    case CalendarUnit::Month: break;
    }
    return std::chrono::days{30};
}

} // namespace gateway::limits
