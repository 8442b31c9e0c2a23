#include "key_meters.h"

#include "key_limits.h"
#include "plan_headers.h"

#include <utility>

namespace gateway::routing {

namespace {

constexpr Milliseconds kBetween{1000};

} // namespace

void KeyMeters::tell(Report report, Later later)
{
    m_report = std::move(report);
    m_later = std::move(later);
}

void KeyMeters::take(const std::string& provider, const std::string& key, const http::Headers& headers, const Clock& clock)
{
    if (!m_report)
        return;
    const WallTime wallNow = clock.wallNow();
    providers::KeyMeter meter;
    meter.limits = keyLimits(headers, wallNow);
    const auto windows = planWindows(headers, wallNow);
    if (!m_plans.isEmpty() || !windows.empty()) {
        m_plans.count(provider, key, wallNow);
        m_plans.take(provider, key, windows, wallNow);
    }
    if (meter.limits.empty() && windows.empty())
        return;
    meter.provider = provider;
    meter.key = key;
    if (!meter.limits.empty())
        meter.limitsAsOf = wallNow;
    if (!windows.empty()) {
        meter.windows = m_plans.windows(provider, key, wallNow);
        meter.windowsAsOf = wallNow;
    }
    report(std::move(meter), clock);
}

void KeyMeters::takeWindows(const providers::KeyMeter& meter, const Clock& clock)
{
    const WallTime asOf = meter.windowsAsOf.value_or(clock.wallNow());
    m_plans.take(meter.provider, meter.key, meter.windows, asOf);
    if (!m_report)
        return;
    providers::KeyMeter known;
    known.provider = meter.provider;
    known.key = meter.key;
    known.windows = m_plans.windows(meter.provider, meter.key, clock.wallNow());
    known.windowsAsOf = asOf;
    report(std::move(known), clock);
}

/// What a later answer does not report stays as it was.
void KeyMeters::report(providers::KeyMeter meter, const Clock& clock)
{
    Known& known = m_known[meter.provider][meter.key];
    if (known.late && !meter.limitsAsOf) {
        meter.limits = std::move(known.late->limits);
        meter.limitsAsOf = known.late->limitsAsOf;
    }
    if (known.late && !meter.windowsAsOf) {
        meter.windows = std::move(known.late->windows);
        meter.windowsAsOf = known.late->windowsAsOf;
    }
    known.late = std::move(meter);
    const TimePoint now = clock.now();
    if (now >= known.next) {
        known.next = now + kBetween;
        m_report(*std::exchange(known.late, std::nullopt));
    } else if (!std::exchange(m_isAwaited, true)) {
        m_later(kBetween);
    }
}

void KeyMeters::tellLate(const Clock& clock)
{
    m_isAwaited = false;
    for (auto& [provider, keys] : m_known)
        for (auto& [key, known] : keys) {
            if (!known.late)
                continue;
            known.next = clock.now() + kBetween;
            m_report(*std::exchange(known.late, std::nullopt));
        }
}

} // namespace gateway::routing
