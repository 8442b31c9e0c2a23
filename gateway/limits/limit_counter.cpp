#include "limit_counter.h"

#include "saturated.h"

#include <QtGlobal>

#include <algorithm>

namespace gateway::limits {

namespace {

/// Rounded up, so that the time has come when it is over.
std::optional<Milliseconds> until(const std::optional<WallTime>& time, WallTime now)
{
    if (!time)
        return std::nullopt;
    return std::max(Milliseconds{0}, std::chrono::ceil<Milliseconds>(*time - now));
}

} // namespace

CounterState LimitCounter::state(const WindowSlots& slots, std::int64_t limit) const
{
    CounterState state;
    state.used = m_window.used(slots);
    state.reserved = m_reserved;
    state.left = std::max<std::int64_t>(0, saturatedDifference(limit, saturatedSum(state.used, m_reserved)));
    state.inFlight = m_holds;
    state.resetsAt = m_window.resetsAt(slots, limit);
    return state;
}

std::optional<LimitRefusal> LimitCounter::refusal(const WindowSlots& slots, std::int64_t limit, std::int64_t need) const
{
    const std::int64_t used = m_window.used(slots);
    const std::int64_t left = std::max<std::int64_t>(0, saturatedDifference(limit, saturatedSum(used, m_reserved)));
    if (need <= left)
        return std::nullopt;
    LimitRefusal refusal{used, m_reserved, left, need > limit, {}, {}};
    if (!refusal.isLargerThanLimit) {
        refusal.resetsAfter = until(m_window.resetsAt(slots, limit), slots.now());
        refusal.fitsAfter = until(m_window.freeAt(slots, saturatedDifference(limit, m_reserved), need), slots.now());
    }
    return refusal;
}

void LimitCounter::reserve(std::int64_t amount)
{
    m_reserved = saturatedSum(m_reserved, amount);
    ++m_holds;
}

void LimitCounter::release(std::int64_t amount)
{
    Q_ASSERT(m_holds > 0 && amount <= m_reserved);
    m_reserved -= amount;
    --m_holds;
}

} // namespace gateway::limits
