#include "key_meters.h"

#include "key_limits.h"

#include <chrono>

namespace gateway::routing {

namespace {

constexpr std::chrono::seconds kBetween{1};

} // namespace

void KeyMeters::take(const std::string& provider, const std::string& key, const http::Headers& headers, const Clock& clock)
{
    if (!m_told)
        return;
    const TimePoint now = clock.now();
    TimePoint& next = m_next[provider][key];
    if (now < next)
        return;
    next = now + kBetween;
    const WallTime wallNow = clock.wallNow();
    auto limits = keyLimits(headers, wallNow);
    if (limits.empty())
        return;
    providers::KeyMeter meter;
    meter.provider = provider;
    meter.key = key;
    meter.limits = std::move(limits);
    meter.limitsAsOf = wallNow;
    m_told(meter);
}

} // namespace gateway::routing
