#pragma once

#include "use_window.h"
#include "window_slots.h"

#include "gateway/core/clock.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace gateway::limits {

/// What is used and left of a limit for one caller. Amounts are requests, tokens, requests in flight, or 10^-12 of a
/// currency unit.
struct CounterState {
    std::int64_t used = 0;
    std::int64_t reserved = 0; ///< by requests in flight
    std::int64_t left = 0; ///< not negative
    std::uint32_t inFlight = 0; ///< how many holds there are
    std::optional<WallTime> resetsAt; ///< as `UseWindow::resetsAt()`
};

/// Why a request is not admitted.
struct LimitRefusal {
    std::int64_t used = 0;
    std::int64_t reserved = 0;
    std::int64_t left = 0; ///< less than the request needs
    bool isLargerThanLimit = false; ///< it is refused at any time; the times are empty then
    /// Until something is free again, as `UseWindow::resetsAt()`. Empty: only once requests in flight end.
    std::optional<Milliseconds> resetsAfter;
    /// Until the request itself is within the limit, if nothing else is used and what is reserved stays so. Empty: only
    /// once requests in flight end.
    std::optional<Milliseconds> fitsAfter;
};

/// One counter of a limit: what is used in its window, and what requests in flight reserve. Gateway thread.
class LimitCounter {
public:
    CounterState state(const WindowSlots& slots, std::int64_t limit) const;
    /// Empty: `need` is left, or 0.
    std::optional<LimitRefusal> refusal(const WindowSlots& slots, std::int64_t limit, std::int64_t need) const;

    /// Begins a hold. `amount` is not negative.
    void reserve(std::int64_t amount);
    /// Ends a hold of that amount.
    void release(std::int64_t amount);

    std::int64_t reserved() const { return m_reserved; }

    /// The level, in percent of the limit, that the counter has now; 0: none. One that is lower than the last one may be
    /// reported again.
    void lower(int level)
    {
        if (level < m_level)
            m_reportedLevel = std::min(m_reportedLevel, static_cast<std::uint8_t>(level));
        m_level = static_cast<std::uint8_t>(level);
    }
    /// The same for a level that is not lower.
    void raise(int level) { m_level = std::max(m_level, static_cast<std::uint8_t>(level)); }
    /// Whether that level is higher than what was reported; it is reported then.
    bool report(int level)
    {
        if (level <= m_reportedLevel)
            return false;
        m_reportedLevel = static_cast<std::uint8_t>(level);
        return true;
    }

    UseWindow& window() { return m_window; }
    const UseWindow& window() const { return m_window; }
    bool isHeld() const { return m_holds > 0; }
    /// Whether it has no hold, and nothing in its window.
    bool isIdle(const WindowSlots& slots) const { return m_holds == 0 && m_window.isEmpty(slots); }

private:
    UseWindow m_window;
    std::int64_t m_reserved = 0;
    std::uint32_t m_holds = 0;
    std::uint8_t m_level = 0; // when it was last looked at
    std::uint8_t m_reportedLevel = 0;
};

} // namespace gateway::limits
