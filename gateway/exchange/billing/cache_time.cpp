#include "cache_time.h"

namespace gateway::exchange {

namespace {

constexpr std::string_view kControl = "\"cache_control\"";
constexpr std::string_view kHour = "\"1h\"";

struct Asked {
    bool hour = false;
    bool usual = false;
};

/// Inside a text the quotes of such a name are escaped. The value is an object of plain fields.
Asked askedIn(std::string_view body)
{
    Asked asked;
    for (std::size_t at = body.find(kControl); at != std::string_view::npos; at = body.find(kControl, at)) {
        at += kControl.size();
        const std::size_t end = body.find('}', at);
        const std::string_view control = body.substr(at, end == std::string_view::npos ? end : end - at);
        if (control.find('{') == std::string_view::npos || (control.find("null") < control.find('{')))
            continue;
        const bool isHour = control.find(kHour) != std::string_view::npos;
        (isHour ? asked.hour : asked.usual) = true;
    }
    return asked;
}

} // namespace

void takeCacheTime(std::string_view body, protocol::TokenUsage& tokens)
{
    if (tokens.cacheWriteHour || tokens.cacheWrite.value_or(Tokens{}) == Tokens{})
        return;
    const Asked asked = askedIn(body);
    if (asked.hour && asked.usual)
        tokens.hasUncounted = true;
    else if (asked.hour)
        tokens.cacheWriteHour = tokens.cacheWrite;
}

} // namespace gateway::exchange
