#include "weighted_round_robin.h"

#include <algorithm>
#include <numeric>

namespace gateway::routing {

const std::vector<std::size_t>& WeightedRoundRobin::order(std::string_view group, const std::vector<int>& weights)
{
    std::vector<std::size_t>& members = m_order;
    members.clear();
    for (std::size_t i = 0; i < weights.size(); ++i)
        if (weights[i] > 0)
            members.push_back(i);
    if (members.size() < 2)
        return members;

    auto found = m_groups.find(group);
    if (found == m_groups.end())
        found = m_groups.emplace(std::string(group), std::vector<std::int64_t>{}).first;
    std::vector<std::int64_t>& current = found->second;
    current.resize(weights.size(), 0);

    std::int64_t total = 0;
    for (const std::size_t member : members) {
        current[member] += weights[member];
        total += weights[member];
    }
    // Sorted by waiting time, equal ones keep their order; few, and mostly in order.
    for (auto place = members.begin() + 1; place != members.end(); ++place)
        std::rotate(std::upper_bound(members.begin(), place, *place,
                                     [&](std::size_t a, std::size_t b) { return current[a] > current[b]; }),
                    place, place + 1);
    current[members.front()] -= total;
    return members;
}

} // namespace gateway::routing
