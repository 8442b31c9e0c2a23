#pragma once

#include "repeated_call.h"

#include <cstddef>
#include <cstdint>
#include <list>
#include <unordered_map>
#include <utility>

namespace gateway::policy {

/// Which conversations repeat the same tool call, so that each repetition is acted on once. Gateway thread.
class LoopBook {
public:
    static constexpr std::size_t kMost = 10'000; ///< conversations; the one that repeats least recently is forgotten

    /// Whether a conversation that ends with `call` is to be acted on: at `repeats` calls, and then after as many again.
    /// Remembers that it was.
    bool isDue(std::uint64_t conversation, const RepeatedCall& call, int repeats);
    /// The same without changing anything.
    bool wouldBeDue(std::uint64_t conversation, const RepeatedCall& call, int repeats) const;
    std::size_t size() const { return m_places.size(); }

private:
    using Entry = std::pair<std::uint64_t, RepeatedCall>; // as it was acted on

    std::list<Entry> m_entries; // most recent first
    std::unordered_map<std::uint64_t, std::list<Entry>::iterator> m_places;
};

} // namespace gateway::policy
