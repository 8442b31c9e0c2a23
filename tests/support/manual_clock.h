#pragma once

#include "gateway/core/clock.h"

/// A clock that stands still until a test moves it.
class ManualClock final : public gateway::Clock {
public:
    gateway::TimePoint now() const override { return m_now; }
    gateway::WallTime wallNow() const override { return m_wall; }
    void advance(gateway::Milliseconds by)
    {
        m_now += by;
        m_wall += by;
    }
    void setWall(gateway::WallTime wall) { m_wall = wall; }

private:
    gateway::TimePoint m_now{std::chrono::hours{1000}};
    gateway::WallTime m_wall{std::chrono::seconds{1763647351}}; ///< 20 November 2025, 14:02:31 UTC
};
