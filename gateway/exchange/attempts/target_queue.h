#pragma once

#include "key_sequence.h"
#include "passed_over.h"
#include "target.h"

#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/routing/balancing/balancer.h"
#include "gateway/routing/capability.h"
#include "gateway/routing/health/health.h"
#include "gateway/routing/route_planner.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace gateway::exchange {

/// What is left to be tried of a plan, in its order: target by target, each with its
/// keys in turn. What cannot be used or rests is passed over, with the reason. Where
/// all is passed over, what only had failed of late is tried nevertheless: it may be
/// well again, and if not, the client sees what is wrong. A key that was refused or is
/// at its limit is not.
class TargetQueue {
public:
    /// All but plan and facts must outlive it. `clientCredential`: without a key of
    /// ours, for a plan of one target.
    TargetQueue(routing::Plan plan, const routing::RequestFacts& facts, const Snapshot& snapshot,
                routing::Balancer& balancer, const routing::Health& health, bool clientCredential);

    /// Among a provider's keys, the one of this name comes first. Empty: none.
    void prefer(std::string key) { m_keys.prefer(std::move(key)); }
    /// The next to try now; empty: none is left.
    std::optional<Target> next();
    /// The next that is of another target than the one given last, whose other keys
    /// come behind all others then; empty: there is none.
    std::optional<Target> nextElsewhere();
    /// Leaves out the keys that this target, which was given, has left.
    void skip(const Target& target);
    /// Passes over a target that was given and turns out not to be fit for the request.
    void refuse(const Target& target, Error why);
    /// Whether something is left that could be tried now.
    bool hasMore() const;

    const std::vector<PassedOver>& passedOver() const { return m_passedOver.list(); }

private:
    void passOverIncapable(const routing::RequestFacts& facts);
    bool openTarget();
    const Error* problemOf(const routing::Candidate& candidate) const;
    Target targetOf(const routing::Candidate& candidate, const UsableKey& key) const;
    const routing::Rest* restOf(const Target& target) const;
    void passOver(const Target& target, const routing::Rest& rest);
    void passOver(const routing::Candidate& candidate, Error why);

    routing::Plan m_plan;
    const Snapshot& m_snapshot;
    routing::Balancer& m_balancer;
    const routing::Health& m_health;
    const bool m_clientCredential;
    const std::string_view m_operation;
    std::size_t m_next = 0; // candidate
    KeySequence m_keys;
    PassedOverTargets m_passedOver;
    bool m_hasGiven = false; // one that is tried
    bool m_hadGiven = false; // ... before the one given last
    bool m_isFirstGone = false; // the first choice is not among the candidates any more
};

/// The targets of a route that are in no plan of `consumer`: their provider is switched off or refuses the consumer, or
/// their weight is 0. `route` may be null.
std::vector<PassedOver> unusedTargets(const config::RouteSettings* route, std::string_view consumer, const Snapshot& snapshot);

} // namespace gateway::exchange
