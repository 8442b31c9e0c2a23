#include "target_selection.h"

#include "gateway/exchange/attempts/attempt_demand.h"

#include <utility>

namespace gateway::exchange {

TargetSelection::TargetSelection(ExchangeState& state, Translator& translator, routing::Plan plan, const routing::RequestFacts& asked, bool clientCredential)
    : m_state(state)
    , m_translator(translator)
    , m_clientCredential(clientCredential)
    , m_queue(std::move(plan), asked, *state.snapshot, state.services.balancer, state.services.health, clientCredential, &state.services.keyMeters.plans())
{
}

std::optional<Target> TargetSelection::next()
{
    if (auto target = m_queue.next())
        return target;
    const std::string_view other = m_state.policies.limits.otherTarget();
    auto candidate = other.empty() || m_clientCredential ? std::nullopt : candidateNamed(other, m_state.caller.name, *m_state.snapshot);
    if (!candidate)
        return std::nullopt;
    m_state.policies.limits.redirect();
    m_queue.add(std::move(*candidate));
    return m_queue.next();
}

Task<TargetSelection::Fitness> TargetSelection::prepare(Target target, bool isAlone)
{
    Task<> writing = m_translator.requests.prepare(target);
    co_await std::move(writing);
    const Error* const unsaid = m_translator.requests.problemOf(target);
    if (isAlone && unsaid && unsaid->kind != ErrorKind::OverloadedHere && m_translator.access.insist(target)) {
        Task<> again = m_translator.requests.prepare(target);
        co_await std::move(again);
    }
    const std::optional<Error> problem = problemOf(target);
    if (!problem)
        co_return Fitness::Fit;
    if (problem->kind == ErrorKind::OverloadedHere) {
        m_error = *problem;
        co_return Fitness::NoMemory;
    }
    if (m_isOfKey)
        m_queue.refuseKey(target, *problem);
    else
        m_queue.refuse(target, *problem);
    co_return Fitness::Unfit;
}

/// Why a target whose request is written cannot be used; empty if it can.
std::optional<Error> TargetSelection::problemOf(const Target& target)
{
    m_isOfKey = false;
    if (const Error* const problem = m_translator.requests.problemOf(target))
        return *problem;
    return m_state.policies.chain.acts(policy::Stage::BeforeAttempt) ? limitProblemOf(target) : std::nullopt;
}

/// What the target needs is reserved for the attempt that begins next.
std::optional<Error> TargetSelection::limitProblemOf(const Target& target)
{
    m_state.policies.limits.dropPending();
    AttemptDemand demand(m_state.request, m_state.caller.name, m_state.services.responses, *m_state.snapshot, *target.candidate, m_estimatedInput);
    const auto passed = m_state.policies.chain.beforeAttempt(m_state.policyRequest(), {target.provider->settings, target.candidate->model, target.key->name, &demand});
    if (passed)
        return std::nullopt;
    m_state.policies.limits.dropPending();
    const policy::ExchangeLimits::Refused* const refused = m_state.policies.limits.refused();
    m_isOfKey = refused && refused->rule->has(config::LimitBy::Key);
    return passed.error();
}

bool TargetSelection::restsMeanwhile(const Target& target) const
{
    const auto* const rest = m_state.services.health.resting(target.subject(), target.provider->settings->keyFailover);
    return rest && (m_queue.hasMore() || !mayStillDo(*rest));
}

} // namespace gateway::exchange
