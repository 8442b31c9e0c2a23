#include "avoided_targets.h"

namespace gateway::exchange {

namespace {

constexpr double kWholePlan = 100; // percent

} // namespace

AvoidedTargets::AvoidedTargets(const routing::Plan& plan, const routing::RequestFacts& facts, const Snapshot& snapshot,
                               const routing::Balancer& balancer, const routing::PlanBook* book)
    : m_plan(plan), m_snapshot(snapshot), m_book(book), m_now(facts.wallNow)
{
    if (m_book && !m_book->isEmpty() && m_plan.route && routing::isCacheAwareOfPlans(m_plan.route->balancer))
        m_cost = routing::MovingCost::of(m_plan.route->id, facts, *m_snapshot.planner, balancer);
}

bool AvoidedTargets::putAside(const Target& target, PassedOverTargets& passedOver)
{
    if (!m_book || m_book->isEmpty() || target.key->name.empty())
        return false;
    const std::optional<int> ofRoute = m_plan.route ? m_plan.fallback->avoidAt : std::nullopt;
    const int avoidAt = ofRoute ? *ofRoute : target.provider->settings->plan.avoidAt.value_or(0);
    const providers::PlanWindow* const window =
        avoidAt > 0 ? m_book->over(target.provider->settings->id, target.key->name, avoidAt, m_now) : nullptr;
    if (!window || (window->usedPercent < kWholePlan && keepsCache(target)))
        return false;
    passedOver.note(target, *window, avoidAt);
    m_aside.push_back(target);
    return true;
}

/// Whether the conversation is in the prompt cache of this key, and costs more at every other target with a known price.
bool AvoidedTargets::keepsCache(const Target& target) const
{
    if (!m_cost || !m_cost->isHeldBy(target.provider->settings->id, target.candidate->model) || m_cost->cache().key != target.key->name)
        return false;
    bool hasOther = false;
    for (const routing::Candidate& other : m_plan.candidates) {
        if (&other == target.candidate && target.provider->keys.size() < 2)
            continue;
        const double move = m_cost->moveTo(m_snapshot.planner->priceOf(other, m_now));
        if (move >= 0 && move < m_cost->stay())
            return false;
        hasOther = hasOther || move >= 0;
    }
    return hasOther;
}

std::optional<Target> AvoidedTargets::take()
{
    if (m_aside.empty())
        return std::nullopt;
    const Target target = m_aside.front();
    m_aside.erase(m_aside.begin());
    return target;
}

void AvoidedTargets::skip(const Target& target)
{
    std::erase_if(m_aside, [&target](const Target& avoided) { return avoided.candidate == target.candidate; });
}

} // namespace gateway::exchange
