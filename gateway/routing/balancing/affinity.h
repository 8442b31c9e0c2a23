#pragma once

#include "gateway/core/clock.h"

#include <cstdint>
#include <list>
#include <optional>
#include <unordered_map>

namespace gateway::routing {

/// Which target answered a conversation, so that the next request finds its prompt in that provider's cache. Entries
/// expire after an hour without use; beyond 10,000 the least recently used is removed. Gateway thread.
class Affinity {
public:
    static constexpr std::size_t kMost = 10000;
    static constexpr std::chrono::hours kKept{1};

    /// The target that answered `conversation`.
    std::optional<std::uint64_t> find(std::uint64_t conversation, TimePoint now);
    void keep(std::uint64_t conversation, std::uint64_t target, TimePoint now);
    std::size_t size() const { return m_places.size(); }

private:
    struct Place {
        std::uint64_t conversation = 0;
        std::uint64_t target = 0;
        TimePoint at;
    };
    std::list<Place> m_places; // the newest first
    std::unordered_map<std::uint64_t, std::list<Place>::iterator> m_byConversation;
};

} // namespace gateway::routing
