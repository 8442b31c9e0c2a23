#pragma once

#include "passed_over.h"
#include "target.h"

#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/routing/balancing/balancer.h"
#include "gateway/routing/moving_cost.h"
#include "gateway/routing/plan_book.h"
#include "gateway/routing/route_planner.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace gateway::exchange {

/// The targets whose key has nearly used up its plan: they are put aside until no other target is left, unless the
/// conversation is in the key's prompt cache and leaving that costs more than it saves. Gateway thread.
class AvoidedTargets {
public:
    /// All except `facts` must outlive this object. `book`: the plans of the keys; null: no target is avoided.
    AvoidedTargets(const routing::Plan& plan, const routing::RequestFacts& facts, const Snapshot& snapshot,
                   const routing::Balancer& balancer, const routing::PlanBook* book);

    /// Puts a target aside whose key has used so much of a window of its plan that other targets come first, and notes why. False: it
    /// is not avoided.
    bool putAside(const Target& target, PassedOverTargets& passedOver);
    /// Gives out the first of those that were put aside; empty if none is left.
    std::optional<Target> take();
    /// Drops those of this target.
    void skip(const Target& target);
    /// Whether `isFree` holds for one of them.
    template <class IsFree> bool hasAny(IsFree isFree) const { return std::ranges::any_of(m_aside, isFree); }

private:
    bool keepsCache(const Target& target) const;

    const routing::Plan& m_plan;
    const Snapshot& m_snapshot;
    const routing::PlanBook* m_book;
    const WallTime m_now;
    std::optional<routing::MovingCost> m_cost; // of the conversation, if a plan may be avoided
    std::vector<Target> m_aside;
};

} // namespace gateway::exchange
