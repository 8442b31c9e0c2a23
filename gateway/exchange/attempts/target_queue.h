#pragma once

#include "avoided_targets.h"
#include "key_sequence.h"
#include "passed_over.h"
#include "target.h"

#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/routing/balancing/balancer.h"
#include "gateway/routing/capability.h"
#include "gateway/routing/health/health.h"
#include "gateway/routing/plan_book.h"
#include "gateway/routing/route_planner.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace gateway::exchange {

/// The targets of a plan that are left to try, in order, each with its keys in turn. Targets that cannot be used or are
/// in cooldown are passed over, with the reason. If all are passed over, one that only failed recently is tried
/// nevertheless: it may work again, and if not, the client sees the error. A key that was rejected or is rate limited
/// is not tried. A key whose plan is nearly used up is given out after all others, unless the conversation is in its prompt
/// cache and leaving that costs more than it saves.
class TargetQueue {
public:
    /// All except plan and facts must outlive this object. `clientCredential`: uses none of our keys, for a plan with
    /// one target. `book`: the plans of the keys; null: unknown.
    TargetQueue(routing::Plan plan, const routing::RequestFacts& facts, const Snapshot& snapshot,
                routing::Balancer& balancer, const routing::Health& health, bool clientCredential,
                const routing::PlanBook* book = nullptr);
    TargetQueue(const TargetQueue&) = delete;
    TargetQueue& operator=(const TargetQueue&) = delete;

    /// The key of this name comes first among a provider's keys. Empty: none.
    void prefer(std::string key) { m_keys.prefer(std::move(key)); }
    /// The next to try; empty if none is left.
    std::optional<Target> next();
    /// The next one of a target other than the last, whose remaining keys then come after all others; empty if there is
    /// none.
    std::optional<Target> nextElsewhere();
    /// Drops the remaining keys of this target, which was given out.
    void skip(const Target& target);
    /// Passes over a target that was given out and does not suit the request.
    void refuse(const Target& target, Error why);
    /// The same for this key only.
    void refuseKey(const Target& target, Error why);
    /// Adds a target, after all others. Once.
    void add(routing::Candidate candidate);
    /// Whether something is left that could be tried now.
    bool hasMore() const;

    const std::vector<PassedOver>& passedOver() const { return m_passedOver.list(); }

private:
    /// Whether targets were given out that are tried: none, the last one at most, or one before it, too.
    enum class Given { None, Last, Earlier };

    void noteGiven();
    void takeBack();
    void passOverIncapable(const routing::RequestFacts& facts);
    bool openTarget();
    std::optional<Target> nextFree();
    std::optional<Target> takeAvoided();
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
    std::size_t m_next = 0; // index of the next candidate
    KeySequence m_keys;
    PassedOverTargets m_passedOver;
    AvoidedTargets m_avoided;
    Given m_given = Given::None;
    bool m_isFirstGone = false; // the first choice is no longer among the candidates
};

/// The target that `name` ("PROVIDER/MODEL") means, whatever the route; empty if its provider is not configured, disabled
/// or not available to `consumer`.
std::optional<routing::Candidate> candidateNamed(std::string_view name, std::string_view consumer, const Snapshot& snapshot);

/// The targets of a route that are in no plan of `consumer`: their provider is disabled or does not allow the consumer,
/// or their weight is 0. `route` may be null.
std::vector<PassedOver> unusedTargets(const config::RouteSettings* route, std::string_view consumer, const Snapshot& snapshot);

} // namespace gateway::exchange
