#include "key_meters.h"

#include "key_limits.h"

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
    auto limits = keyLimits(headers, wallNow);
    if (limits.empty())
        return;
    Known& known = m_known[provider][key];
    known.late = providers::KeyMeter{provider, key, std::move(limits), wallNow, {}, {}, {}, {}};
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
