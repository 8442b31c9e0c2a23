#include "target_report.h"

#include <utility>

namespace gateway::exchange {

bool mayRest(const Target& target) { return target.operation != "files" && target.operation != "batches"; }

routing::Rests restsAfter(const AttemptOutcome& outcome, const RestFacts& facts)
{
    using config::FailureClass;
    using routing::Rests;
    const Rests rests = outcome.verdict.rests.value_or(facts.usual);
    const bool isClients = (outcome.failure == FailureClass::ModelMissing && facts.isChosenByClient)
        || (outcome.failure == FailureClass::RateLimited && facts.isClientsKey);
    const bool isOfModel = rests == Rests::Model || rests == Rests::KeyOnModel;
    return isClients || (isOfModel && facts.isKeyInName) ? Rests::Nothing : rests;
}

TargetReport::TargetReport(const AttemptContext& context, const AttemptAim& aim, const AttemptEntry& entry)
    : m_context(context), m_aim(aim), m_entry(entry)
{
}

void TargetReport::begin()
{
    if (isShadow())
        return;
    beginHealth();
    m_stats = m_context.services.balancer.stats().begin(m_aim.provider(), m_aim.target.candidate->model);
}

void TargetReport::beginHealth()
{
    if (mayRest(m_aim.target))
        m_health = m_context.services.health.begin(m_aim.target.subject(), m_aim.target.provider->settings->keyFailover);
}

/// A refusal is not reported to health or the balancer.
void TargetReport::tell(const AttemptOutcome& outcome, const http::ResponseHead* head)
{
    if (std::exchange(m_isTold, true))
        return;
    usage::AttemptRecord& record = m_entry.record();
    const bool isStream = m_context.request.outline.stream;
    if (head && !m_context.terms.clientCredential && mayRest(m_aim.target))
        m_context.services.keyMeters.take(m_aim.provider(), m_aim.target.key->name, head->headers, m_context.services.clock);
    if (outcome.result == AttemptResult::Answer && record.status < 400) {
        m_health.succeeded();
        if (!isShadow())
            m_stats.answered(record.duration, isStream);
    }
    if (outcome.result == AttemptResult::Refusal || outcome.result == AttemptResult::Answer)
        return;
    record.reason = !outcome.reason.isEmpty() ? outcome.reason : asIs(std::string(config::toText(outcome.failure)));
    if (outcome.lacksEndpoint && record.status >= 400)
        return; // not the model's fault, which answers at another endpoint: there is no class for it, but status and reason are recorded
    record.failure = outcome.failure;
    if (isShadow())
        return;
    m_stats.failed(record.duration, isStream);
    tellHealth(outcome);
}

void TargetReport::tellBroken(const AttemptOutcome& outcome)
{
    if (isShadow())
        return;
    beginHealth();
    tellHealth(outcome);
}

/// Clients must not notice how a shadow request went.
bool TargetReport::isShadow() const { return !m_context.record->shadowOf.empty(); }

void TargetReport::tellHealth(const AttemptOutcome& outcome)
{
    const routing::FailurePolicy& policy = m_context.snapshot.failureRules->policy(outcome.failure);
    const routing::Candidate& candidate = *m_aim.target.candidate;
    routing::Health::Failure failure;
    failure.failure = outcome.failure;
    failure.rests = restsAfter(outcome, {policy.rests, candidate.target == nullptr, m_context.terms.clientCredential != nullptr,
                                         m_entry.keptModel() != candidate.model});
    failure.atOnce = policy.atOnce;
    failure.rest = policy.rest;
    failure.limitedFor = outcome.verdict.limitedFor;
    failure.reason = m_entry.record().reason;
    const std::string words = outcome.accountWords();
    failure.words = words;
    m_health.failed(failure);
}

} // namespace gateway::exchange
