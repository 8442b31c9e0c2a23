#pragma once

#include "affinity.h"
#include "target_stats.h"
#include "warm_caches.h"
#include "weighted_round_robin.h"

#include "gateway/config/settings/route_settings.h"
#include "gateway/routing/matching/request_facts.h"

#include <cstdint>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::routing {

/// Orders the targets of one priority, and the keys of one provider. Keeps turns, latencies and conversations across
/// requests and configurations. Gateway thread.
class Balancer {
public:
    /// The `balancer.algorithm` of a route.
    enum class By {
        RoundRobin,   ///< roundrobin: smooth and weighted
        Hash,         ///< chash: the same text goes to the same target; few move when targets are added or removed
        LeastBusy,    ///< least_busy: fewest attempts in progress relative to its weight
        Fastest,      ///< fastest: of two drawn by weight the one that begins to answer sooner
        Cheapest,     ///< cheapest: by the catalog's price; unknown prices come last
        Conversation, ///< sticky: the target that answered the conversation before
    };
    static By byName(std::string_view algorithm);

    /// What is the same for all requests.
    struct Group {
        std::string name;
        By by = By::RoundRobin;
        const config::BalancerSettings* settings = nullptr;
        std::vector<int> weights;           ///< a member of weight 0 is skipped
        std::vector<std::uint64_t> members; ///< their identities, stable across configurations
        const config::RouteSettings* route = nullptr;
    };
    /// A member, for this request.
    struct Member {
        std::string_view provider;
        std::string_view model; ///< as sent upstream
        float price = -1;       ///< in any unit; -1: unknown
    };

    explicit Balancer(std::uint64_t seed = 1) : m_random(seed) { }

    /// Smooth weighted round-robin. Valid until the next call, as below.
    const std::vector<std::size_t>& turns(std::string_view group, const std::vector<int>& weights);
    /// `members` in the order of the group. Valid until the next call.
    const std::vector<std::size_t>& order(const Group& group, std::span<const Member> members, const RequestFacts& facts);

    /// A member of `group` has begun to answer the conversation of `facts`.
    void answered(const Group& group, std::size_t member, const RequestFacts& facts);

    /// The member of a sticky group that answered this conversation last.
    std::optional<std::size_t> holder(const Group& group, const RequestFacts& facts) const;

    TargetStats& stats() { return m_stats; }
    WarmCaches& caches() { return m_caches; }
    const WarmCaches& caches() const { return m_caches; }

private:
    void byHash(const Group& group, std::string_view key);
    template <class Cost> void byCost(Cost cost);
    void byLatency(std::span<const Member> members, bool isStream);
    void byLot(const std::vector<int>& weights);

    WeightedRoundRobin m_roundRobin;
    TargetStats m_stats;
    Affinity m_affinity;
    WarmCaches m_caches;
    std::mt19937_64 m_random;
    std::vector<std::size_t> m_order;
};

} // namespace gateway::routing
