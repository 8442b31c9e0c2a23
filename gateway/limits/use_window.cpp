#include "use_window.h"

#include "saturated.h"

#include <algorithm>
#include <iterator>

namespace gateway::limits {

UseWindow::Uses::const_iterator UseWindow::begin(const WindowSlots& slots) const
{
    return std::ranges::lower_bound(m_uses, slots.first(), {}, &Use::slot);
}

std::int64_t UseWindow::used(const WindowSlots& slots) const
{
    std::int64_t sum = 0;
    for (auto use = begin(slots); use != m_uses.end(); ++use)
        sum = saturatedSum(sum, use->amount);
    return std::max<std::int64_t>(0, sum);
}

bool UseWindow::add(const WindowSlots& slots, WallTime at, std::int64_t amount)
{
    m_uses.erase(m_uses.begin(), begin(slots));
    const std::optional<std::int64_t> slot = slots.slotOf(at);
    if (!slot)
        return false;
    if (amount == 0)
        return true;
    const auto place = std::ranges::lower_bound(m_uses, *slot, {}, &Use::slot);
    if (place == m_uses.end() || place->slot != *slot)
        insert(place - m_uses.begin(), {*slot, amount});
    else if (place->amount = saturatedSum(place->amount, amount); place->amount == 0)
        m_uses.erase(place);
    return true;
}

void UseWindow::insert(std::ptrdiff_t place, const Use& use)
{
    // Most counters have a few uses: doubling would leave much of their memory unused.
    constexpr std::size_t kLeastGrowth = 2;
    if (m_uses.size() == m_uses.capacity())
        m_uses.reserve(m_uses.size() + std::max(kLeastGrowth, m_uses.size() / 2));
    m_uses.insert(m_uses.begin() + place, use);
}

bool UseWindow::isEmpty(const WindowSlots& slots) const { return m_uses.empty() || m_uses.back().slot < slots.first(); }

std::optional<WallTime> UseWindow::freeAt(const WindowSlots& slots, std::int64_t limit, std::int64_t needed) const
{
    if (needed > limit)
        return std::nullopt;
    const std::int64_t most = limit - std::max<std::int64_t>(0, needed);
    const auto first = begin(slots);
    std::optional<WallTime> earliest;
    std::int64_t remaining = 0; // what is used from `use` on; corrections may be negative, so that it need not grow
    for (Uses::const_iterator use = m_uses.end();; --use) {
        if (remaining <= most)
            earliest = use == first ? slots.now() : slots.endOf(std::prev(use)->slot);
        if (use == first)
            return earliest;
        remaining = saturatedSum(remaining, std::prev(use)->amount);
    }
}

std::optional<WallTime> UseWindow::resetsAt(const WindowSlots& slots, std::int64_t limit) const
{
    if (slots.isCalendar())
        return slots.endOf(slots.current());
    const std::int64_t now = used(slots);
    return now > 0 ? freeAt(slots, std::min(limit, now), 1) : std::nullopt;
}

} // namespace gateway::limits
