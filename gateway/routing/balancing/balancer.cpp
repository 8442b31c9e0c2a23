#include "balancer.h"

#include "conversation_hash.h"
#include "hash_key.h"
#include "text_hash.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace gateway::routing {

Balancer::By Balancer::byName(std::string_view algorithm)
{
    struct Named {
        std::string_view name;
        By by;
    };
    constexpr std::array kNamed{Named{"roundrobin", By::RoundRobin}, Named{"chash", By::Hash},
                                Named{"least_busy", By::LeastBusy}, Named{"fastest", By::Fastest},
                                Named{"cheapest", By::Cheapest}, Named{"sticky", By::Conversation}};
    const auto found = std::find_if(kNamed.begin(), kNamed.end(), [&](const Named& n) { return n.name == algorithm; });
    return found == kNamed.end() ? By::RoundRobin : found->by;
}

const std::vector<std::size_t>& Balancer::turns(std::string_view group, const std::vector<int>& weights)
{
    return m_roundRobin.order(group, weights);
}

const std::vector<std::size_t>& Balancer::order(const Group& group, std::span<const Member> members,
                                                const RequestFacts& facts)
{
    const std::string hashed = group.by == By::Hash ? hashKey(*group.settings, facts) : std::string();
    if (group.by == By::RoundRobin || (group.by == By::Hash && hashed.empty()))
        return m_roundRobin.order(group.name, group.weights);
    byLot(group.weights); // decides ties of the algorithm
    if (m_order.size() < 2)
        return m_order;
    switch (group.by) {
    case By::RoundRobin:
        break;
    case By::Hash:
        byHash(group, hashed);
        break;
    case By::LeastBusy:
        byCost([&](std::size_t i) {
            return (m_stats.inFlight(members[i].provider, members[i].model) + 1.0) / group.weights[i];
        });
        break;
    case By::Fastest:
        byLatency(members, facts.isStream);
        break;
    case By::Cheapest:
        byCost([&](std::size_t i) {
            return members[i].price < 0 ? std::numeric_limits<double>::max() : static_cast<double>(members[i].price);
        });
        break;
    case By::Conversation: {
        const auto place = m_affinity.find(conversationOf(group.name, facts), facts.now);
        byCost([&](std::size_t i) { return place == group.members[i] ? 0 : 1; });
        break;
    }
    }
    return m_order;
}

void Balancer::answered(const Group& group, std::size_t member, const RequestFacts& facts)
{
    if (group.by == By::Conversation)
        m_affinity.keep(conversationOf(group.name, facts), group.members[member], facts.now);
}

std::optional<std::size_t> Balancer::holder(const Group& group, const RequestFacts& facts) const
{
    if (group.by != By::Conversation)
        return std::nullopt;
    Affinity look = m_affinity;
    const auto place = look.find(conversationOf(group.name, facts), facts.now);
    for (std::size_t i = 0; i < group.members.size(); ++i)
        if (place == group.members[i])
            return i;
    return std::nullopt;
}

/// Rendezvous hashing with weights: each member draws a number from the key, and
/// the highest wins, so that no other key moves when a member comes or goes.
/// Source: Thaler, Ravishankar, "Using name-based mappings to increase hit rates", 1998.
void Balancer::byHash(const Group& group, std::string_view key)
{
    byCost([&](std::size_t i) {
        constexpr double kSpan = 18446744073709551616.0; // 2^64
        const double drawn = (static_cast<double>(textHash(key, group.members[i])) + 1) / (kSpan + 2);
        return -std::log(drawn) / group.weights[i];
    });
}

/// Lowest cost first; equal ones keep their order.
template <class Cost> void Balancer::byCost(Cost cost)
{
    std::stable_sort(m_order.begin(), m_order.end(), [&](std::size_t a, std::size_t b) { return cost(a) < cost(b); });
}

/// Draws all of them, one after the other, by weight, so that any subset is also drawn by weight.
void Balancer::byLot(const std::vector<int>& weights)
{
    m_order.clear();
    std::int64_t total = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (weights[i] > 0)
            m_order.push_back(i);
        total += weights[i];
    }
    for (std::size_t place = 0; place + 1 < m_order.size(); ++place) {
        std::int64_t drawn = std::uniform_int_distribution<std::int64_t>(0, total - 1)(m_random);
        std::size_t winner = place;
        while (drawn >= weights[m_order[winner]])
            drawn -= weights[m_order[winner++]];
        std::swap(m_order[place], m_order[winner]);
        total -= weights[m_order[place]];
    }
}

/// Two drawn targets compete, so that simultaneous requests do not all go to the same one; the others follow for
/// fallback. A target without samples is tried. Source: Mitzenmacher, "The power of two choices in randomized load
/// balancing", 2001.
void Balancer::byLatency(std::span<const Member> members, bool isStream)
{
    const auto latency = [&](std::size_t i) {
        return m_stats.latency(members[i].provider, members[i].model, isStream).value_or(-1);
    };
    const auto isFaster = [&](std::size_t a, std::size_t b) { return latency(a) < latency(b); };
    std::stable_sort(m_order.begin(), m_order.begin() + 2, isFaster);
    std::stable_sort(m_order.begin() + 2, m_order.end(), isFaster);
}

} // namespace gateway::routing
