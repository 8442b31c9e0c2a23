#pragma once

#include "gateway/core/clock.h"

/// A clock that stands still until it is told to move.
class FakeClock final : public gateway::Clock {
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
    gateway::TimePoint m_now{std::chrono::hours{1}};
    gateway::WallTime m_wall{std::chrono::hours{24 * 365 * 50}};
};
