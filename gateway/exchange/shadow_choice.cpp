#include "shadow_choice.h"

#include "share_text.h"

#include "gateway/core/money.h"
#include "gateway/exchange/answers/stored_responses.h"
#include "gateway/exchange/attempts/target_queue.h"
#include "gateway/policy/limits/reservation.h"

#include <QtGlobal>

#include <algorithm>
#include <string>
#include <utility>

namespace gateway::exchange {

namespace {

std::shared_ptr<const policy::LimitRule> ruleOf(const config::RouteSettings& route, const policy::LimitBook& book)
{
    const auto found = std::ranges::find_if(book.rules(), [&route](const auto& rule) { return rule->isShadow() && rule->route() == route.id; });
    return found == book.rules().end() ? nullptr : *found;
}

} // namespace

ShadowChoice::ShadowChoice(const config::RouteSettings& route, const ClientRequest& request, std::string_view consumer, const Snapshot& snapshot,
    protocol::ResponseStore& responses)
    : m_route(route)
    , m_request(request)
    , m_consumer(consumer)
    , m_snapshot(snapshot)
    , m_responses(responses)
{
}

Result<routing::Candidate> ShadowChoice::target() const
{
    const Operation operation = m_request.ask.operation;
    if ((operation != Operation::Converse && operation != Operation::Embed) || m_request.isLoad)
        return failure(ErrorKind::NoUsableTarget, {QT_TRANSLATE_NOOP("Error", "only conversations and embeddings are copied")});
    if (isKeptByProvider(m_request, m_consumer, m_responses))
        return failure(ErrorKind::NoUsableTarget, {QT_TRANSLATE_NOOP("Error", "its provider keeps the conversation or its answer")});
    auto candidate = m_route.clientCredential ? std::nullopt : candidateNamed(m_route.shadow->to, m_consumer, m_snapshot);
    if (!candidate)
        return failure(ErrorKind::NoUsableTarget, {QT_TRANSLATE_NOOP("Error", "its provider is disabled, or not available to this consumer")});
    return std::move(*candidate);
}

Result<ShadowChoice::Reserved> ShadowChoice::reserve(const routing::Candidate& target, policy::LimitBook& book) const
{
    const auto rule = ruleOf(m_route, book);
    const auto entry = rule ? book.entryOf(*rule) : nullptr;
    if (!entry || book.isRestoring())
        return failure(ErrorKind::NoUsableTarget, {QT_TRANSLATE_NOOP("Error", "what was spent today is not known yet")});
    std::optional<std::int64_t> estimated;
    AttemptDemand source(m_request, m_consumer, m_responses, m_snapshot, target, estimated);
    const policy::TargetDemand& demand = source.demand();
    if (!demand.price)
        return failure(ErrorKind::NoUsableTarget, {QT_TRANSLATE_NOOP("Error", "the price of model \"%1\" is unknown; set it in usage.prices"), {target.model}});
    book.dropOverdue();
    const WallTime now = book.now();
    policy::Reservation reservation(demand, book.knownUsesOf(m_snapshot.providers[target.provider].settings->id, target.model), now);
    const std::int64_t need = reservation.of(*rule).value_or(0);
    auto hold = entry->counters.admit({}, need, now);
    if (!hold)
        return failure(ErrorKind::BudgetExceeded, {QT_TRANSLATE_NOOP("Error", "it may cost up to %1, and %2 are left for today"),
            {toText(Money{rule->settings().currency, need}), toText(Money{rule->settings().currency, hold.error().left})}});
    return Reserved{{rule, entry, {}, std::move(*hold), policy::ExchangeLimits::kPending}, demand.input, reservation.bound()};
}

/// Empty: nothing.
Sentence ShadowChoice::reasonAgainst(policy::LimitBook* book) const
{
    const auto candidate = target();
    if (!candidate)
        return candidate.error().message;
    if (!book) {
        std::optional<std::int64_t> estimated;
        AttemptDemand demand(m_request, m_consumer, m_responses, m_snapshot, *candidate, estimated);
        return demand.demand().price ? Sentence() : Sentence{QT_TRANSLATE_NOOP("Error", "the price of model \"%1\" is unknown; set it in usage.prices"), {candidate->model}};
    }
    const auto reserved = reserve(*candidate, *book); // and given back at once
    return reserved ? Sentence() : reserved.error().message;
}

Sentence ShadowChoice::explained(policy::LimitBook* book) const
{
    const config::ShadowSettings& shadow = *m_route.shadow;
    Sentence reason = reasonAgainst(book);
    if (!reason.isEmpty())
        return {QT_TRANSLATE_NOOP("Error", "no copy of the request goes to %1: %2"), {shadow.to, std::move(reason)}};
    const Money most = moneyFrom(shadow.maxCostPerDay, shadow.currency);
    return {QT_TRANSLATE_NOOP("Error", "after the answer, a copy of the request goes to %1, for comparison: %2 % of the requests, at most %3 per day"),
        {shadow.to, percentText(shadow.share), toText(most)}};
}

} // namespace gateway::exchange
