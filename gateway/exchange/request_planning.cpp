#include "request_planning.h"

#include "experiment_choice.h"

#include "gateway/exchange/admission/admission.h"
#include "gateway/exchange/admission/serving.h"
#include "gateway/exchange/answers/stored_responses.h"
#include "gateway/exchange/attempts/target_queue.h"
#include "gateway/exchange/snapshot/access_facts.h"

#include <QtGlobal>

#include <algorithm>
#include <utility>

namespace gateway::exchange {

namespace {

/// The header by which a client names the provider of its files.
constexpr std::string_view kProviderHeader = "x-signalbox-provider";

/// The same error for an id of another consumer and for an unknown one.
Error notKnown(const protocol::Reference& reference)
{
    using Kind = protocol::Reference::Kind;
    constexpr std::size_t kMost = 100;
    const bool isHistory = reference.kind == Kind::Response || reference.kind == Kind::Conversation;
    Error error;
    error.kind = isHistory ? ErrorKind::ResponseNotKept : ErrorKind::InvalidRequest;
    error.status = 404;
    error.param = reference.field;
    error.message = Sentence::of(
        isHistory                       ? QT_TRANSLATE_NOOP("Error", "\"%1\" is not known here, or no longer. Send the earlier items in \"input\".")
        : reference.kind == Kind::Item ? QT_TRANSLATE_NOOP("Error", "\"%1\" is not known here, or no longer. Send the whole item instead of its id.")
                                       : QT_TRANSLATE_NOOP("Error", "\"%1\" is not known here, or no longer. Files and batches are available only to the consumer that "
                                           "created them through this gateway."),
        {reference.id.substr(0, kMost)});
    return error;
}

} // namespace

Error holderGone(const protocol::KeptResponse& kept, const Sentence& remedy)
{
    Error error;
    error.kind = ErrorKind::InvalidRequest;
    error.status = 404;
    error.message = {QT_TRANSLATE_NOOP("Error", "The response \"%1\" is stored at provider \"%2\", %3"), {kept.id, kept.provider, remedy}};
    return error;
}

RequestPlanning::RequestPlanning(ExchangeState& state)
    : m_state(state)
{
}

/// Whether it is a list of files or the like, which needs no route.
bool RequestPlanning::namesNoModel() const { return m_state.request.outline.model.empty() && m_state.request.ask.operation == Operation::PassThrough; }

void RequestPlanning::findRoute()
{
    m_state.route = namesNoModel() ? nullptr : m_state.snapshot->planner->table().find(m_state.facts(), &m_refused);
}

void RequestPlanning::noteRoute()
{
    m_isRouted = true;
    m_state.record->route = m_state.route ? m_state.route->id : std::string();
}

Result<routing::Plan> RequestPlanning::plan(const routing::RequestFacts& facts, const References& references)
{
    auto plan = planned(facts);
    if (plan && isServedNowhere(*plan, m_state.request.ask, *m_state.snapshot))
        return failure(notServed(m_state.request.ask, m_state.record->askedModel, m_state.caller.name, *m_state.snapshot));
    if (!plan)
        return plan;
    if (auto admitted = admitReferences(*plan, references); !admitted)
        return failure(std::move(admitted.error()));
    noteStops(*plan);
    return plan;
}

void RequestPlanning::noteStops(const routing::Plan& plan)
{
    Ask& ask = m_state.request.ask;
    ask.chat.stopsHere = ask.chat.stops > 0 && std::ranges::any_of(plan.candidates, [&](const routing::Candidate& candidate) {
        const Access* const access = accessFor(m_state.snapshot->providers[candidate.provider], ask.format, candidate.model, ask.chat);
        return access && access->format == ask.format && mostStops(*access, candidate.model) < ask.chat.stops;
    });
}

/// A request without a model (a list of files) goes to the provider that the client names, or to the first that may
/// have the object.
Result<routing::Plan> RequestPlanning::planned(const routing::RequestFacts& facts)
{
    const Ask& ask = m_state.request.ask;
    const routing::RoutePlanner& planner = *m_state.snapshot->planner;
    if (!namesNoModel())
        return planner.planFor(m_state.route, facts, m_state.services.balancer);
    const auto wanted = m_state.client.request().headers.find(kProviderHeader);
    auto plan = planner.planAny(m_state.caller.name, [&](std::size_t i) {
        const Provider& provider = m_state.snapshot->providers[i];
        return serves(provider, ask) && (!wanted || *wanted == provider.settings->id);
    });
    if (!plan && plan.error().kind == ErrorKind::NoUsableTarget)
        return failure(notServed(ask, {}, m_state.caller.name, *m_state.snapshot));
    return plan;
}

/// Whether the caller could have the request answered, not only counted.
Result<void> RequestPlanning::admitCount(const References& references)
{
    const routing::RoutePlanner& planner = *m_state.snapshot->planner;
    const std::string& model = m_state.request.outline.model;
    const config::RouteSettings* const route = m_state.route;
    if (auto allowed = checkRoute(m_state.caller, route, model, *m_state.snapshot); !allowed)
        return allowed;
    if (auto allowed = planner.checkCaller(route, model, m_state.caller.name); !allowed)
        return allowed;
    if (references && references->empty()) // choosing a target would advance the turns for nothing
        return {};
    const auto plan = planner.planFor(route, m_state.facts(), m_state.services.balancer);
    return admitReferences(plan ? *plan : routing::Plan{route, nullptr, {}}, references);
}

/// See `protocol::OwnerTable` for the rule. With the client's own key, the provider distinguishes callers itself.
Result<void> RequestPlanning::admitReferences(const routing::Plan& plan, const References& references) const
{
    using Kind = protocol::Reference::Kind;
    const bool isClients = plan.route && plan.route->clientCredential;
    if (!references)
        return isClients ? Result<void>() : failure(references.error());
    const bool isCallersAlone = m_state.snapshot->consumerKeys.isEmpty() || (!plan.candidates.empty() && std::ranges::all_of(plan.candidates, [this](const routing::Candidate& candidate) {
        return isAlone(*m_state.snapshot, candidate.provider, m_state.caller.name);
    }));
    protocol::ResponseStore& store = m_state.services.responses;
    for (const protocol::Reference& reference : *references) {
        const bool isKept = reference.kind == Kind::Response && store.find(reference.id, m_state.caller.name);
        const bool mayUseUnknown = isCallersAlone || reference.isMentioned; // a prompt may mention anything
        if (!isClients && !isKept && !store.owners().mayUse(reference.id, m_state.caller.name, mayUseUnknown))
            return failure(notKnown(reference));
        if (reference.kind == Kind::Conversation && !isClients)
            store.owners().claim(reference.id, m_state.caller.name, protocol::OwnedKind::Response);
    }
    return {};
}

/// A request that continues a response kept by a provider can only go to that provider.
Result<void> RequestPlanning::goToHolder(routing::Plan& plan)
{
    const auto* const kept = previousOf(m_state.request, m_state.caller.name, m_state.services.responses);
    if (!kept || !kept->isElsewhere())
        return {};
    std::erase_if(plan.candidates, [&](const routing::Candidate& candidate) {
        return m_state.snapshot->providers[candidate.provider].settings->id != kept->provider;
    });
    m_isHeld = true;
    m_holderKey = kept->key;
    if (!plan.candidates.empty())
        return {};
    Error error = holderGone(*kept,
        QT_TRANSLATE_NOOP("Error", "which is not a target of this request. Request a model of that provider, or send the earlier items in \"input\"."));
    error.kind = ErrorKind::ResponseNotKept;
    error.status = 0;
    error.param = "previous_response_id";
    return failure(std::move(error));
}

void RequestPlanning::assignArm(routing::Plan& plan) const
{
    usage::ExchangeRecord& record = *m_state.record;
    if (!plan.route || !plan.route->experiment || m_isHeld || !record.evalRun.empty())
        return;
    const ExperimentChoice choice(*plan.route, m_state.request, m_state.caller.name, *m_state.snapshot, m_state.services.responses);
    const auto arm = choice.assign(plan, record.session.empty() ? record.id : record.session);
    if (!arm)
        return;
    record.experiment = plan.route->experiment->name;
    record.experimentArm = *arm;
}

bool RequestPlanning::goElsewhere(routing::Plan& plan) const
{
    if (m_isHeld || (plan.route && plan.route->clientCredential))
        return false;
    auto candidate = candidateNamed(m_state.policies.limits.otherTarget(), m_state.caller.name, *m_state.snapshot);
    if (!candidate)
        return false;
    plan.candidates.clear();
    plan.candidates.push_back(std::move(*candidate));
    m_state.record->experiment.clear(); // the limit has decided
    m_state.policies.limits.redirect();
    return true;
}

/// Only here are the routes after the one that was taken examined.
void RequestPlanning::noteRoutes()
{
    if (!std::exchange(m_isRouted, false))
        return;
    m_state.record->routeList = m_state.snapshot->routeList;
    m_state.snapshot->planner->table().judgeRest(m_state.facts(), m_refused);
    m_state.record->refusals = m_state.services.refusals.of(m_refused);
}

} // namespace gateway::exchange
