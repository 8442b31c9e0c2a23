#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gateway::routing {

/// Smooth weighted round-robin: over any run of picks as long as the sum of the weights, each member is picked exactly
/// as often as its weight, evenly spread. Keeps the state of each group by name. One thread.
class WeightedRoundRobin {
public:
    /// The order in which to try the members of `group`: the one whose turn it is, then the others by how long they
    /// have waited. A member of weight 0 is skipped. Valid until the next call.
    const std::vector<std::size_t>& order(std::string_view group, const std::vector<int>& weights);

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::unordered_map<std::string, std::vector<std::int64_t>, Hash, std::equal_to<>> m_groups;
    std::vector<std::size_t> m_order;
};

} // namespace gateway::routing
