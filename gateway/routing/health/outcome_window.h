#pragma once

#include "gateway/core/clock.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace gateway::routing {

/// The numbers of failed and successful attempts within the last `span`: a window that slides by eighths of it. A
/// value. Any thread.
class OutcomeWindow {
public:
    explicit OutcomeWindow(Milliseconds span)
        : m_slot(std::max(span / kSlots, Milliseconds(1)))
    {
    }

    void failed(TimePoint now) { ++at(now).failed; }
    void succeeded(TimePoint now) { ++at(now).succeeded; }

    int failures(TimePoint now) const { return sum(now, &Slot::failed); }
    int successes(TimePoint now) const { return sum(now, &Slot::succeeded); }

private:
    static constexpr int kSlots = 8;
    struct Slot {
        std::int64_t number = -1; ///< index of the time slot, counted from the clock's epoch
        int failed = 0;
        int succeeded = 0;
    };

    std::int64_t numberOf(TimePoint now) const
    {
        return std::chrono::duration_cast<Milliseconds>(now.time_since_epoch()) / m_slot;
    }
    Slot& at(TimePoint now)
    {
        const std::int64_t number = numberOf(now);
        Slot& slot = m_slots[static_cast<std::size_t>(number) % kSlots];
        if (slot.number != number)
            slot = {number, 0, 0};
        return slot;
    }
    int sum(TimePoint now, int Slot::*count) const
    {
        const std::int64_t number = numberOf(now);
        int total = 0;
        for (const Slot& slot : m_slots)
            if (slot.number > number - kSlots && slot.number <= number)
                total += slot.*count;
        return total;
    }

    Milliseconds m_slot;
    std::array<Slot, kSlots> m_slots;
};

} // namespace gateway::routing
