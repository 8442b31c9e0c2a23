#pragma once

#include "window_slots.h"

#include "gateway/core/clock.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace gateway::limits {

/// What one counter has used in its window: requests, tokens, or 10^-12 of a currency unit. Sums are limited to the
/// range of their type. All functions take the `WindowSlots` of its limit. Only slots with a use take memory: 16 bytes
/// each. Gateway thread.
class UseWindow {
public:
    /// The sum of the uses in the window; not negative.
    std::int64_t used(const WindowSlots& slots) const;
    /// Counts a use, also a late one. A negative amount corrects a use at the same time. Returns false if `at` has left
    /// the window; then nothing is counted.
    bool add(const WindowSlots& slots, WallTime at, std::int64_t amount);
    /// Whether nothing is in the window.
    bool isEmpty(const WindowSlots& slots) const;

    /// The earliest time at which `needed` is within `limit`, if nothing else is used until then: now, or when enough
    /// uses leave the window. Empty: never, because it is larger than the limit.
    std::optional<WallTime> freeAt(const WindowSlots& slots, std::int64_t limit, std::int64_t needed) const;
    /// When something is free again: for a calendar window, the turn; for a sliding one, when the oldest use leaves and
    /// less than `limit` is used. Empty: nothing is used that could leave.
    std::optional<WallTime> resetsAt(const WindowSlots& slots, std::int64_t limit) const;

    /// Memory on the heap.
    std::size_t bytes() const { return m_uses.capacity() * sizeof(Use); }

private:
    struct Use {
        std::int64_t slot;
        std::int64_t amount; ///< not 0
    };
    using Uses = std::vector<Use>;

    Uses::const_iterator begin(const WindowSlots& slots) const;
    void insert(std::ptrdiff_t place, const Use& use);

    Uses m_uses; ///< by slot; those that have left the window are removed with the next use
};

} // namespace gateway::limits
