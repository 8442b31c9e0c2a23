#pragma once

#include "gateway/core/clock.h"

#include <cstdint>
#include <optional>

namespace gateway::exchange {

/// Whether an answer arrives too slowly: with fewer bytes than wanted within five seconds in which the gateway waited
/// only for the upstream. A value.
class SpeedGuard {
public:
    static constexpr Milliseconds kWindow{5000};

    /// Without `bytesPerSecond` any speed is accepted.
    SpeedGuard(std::optional<int> bytesPerSecond, TimePoint now) : m_wanted(bytesPerSecond), m_begun(now) { }

    /// When to check again at the latest.
    TimePoint due() const { return m_wanted ? m_begun + kWindow : TimePoint::max(); }
    void took(std::size_t bytes) { m_bytes += static_cast<std::int64_t>(bytes); }
    /// Restarts the window: the wait was not for the upstream.
    void excuse(TimePoint now)
    {
        m_begun = now;
        m_bytes = 0;
    }
    bool isTooSlow(TimePoint now)
    {
        if (now < due())
            return false;
        const bool tooSlow = m_bytes < std::int64_t{*m_wanted} * (kWindow.count() / 1000);
        excuse(now);
        return tooSlow;
    }

private:
    std::optional<int> m_wanted;
    TimePoint m_begun;
    std::int64_t m_bytes = 0;
};

} // namespace gateway::exchange
