#include "exchange.h"

#include "local_handlers.h"
#include "shadows.h"

#include "gateway/core/log.h"
#include "gateway/core/text/bytes.h"
#include "gateway/usage/context/session_id.h"

#include <QtGlobal>

#include <exception>
#include <utility>

namespace gateway::exchange {

using policy::Stage;

namespace {

constexpr Milliseconds kLongestKeys{2000}; // a keychain that needs longer waits for its user

/// Whether answered requests of this kind are not recorded either.
bool isUnrecordedQuestion(const EndpointMatch& match)
{
    return match.endpoint && isAnsweredHere(match.endpoint->operation) && match.endpoint->operation != Operation::CountTokens;
}

/// Whether the answer is a stream that may begin with a comment. For a passed-through request that is unknown in
/// advance.
bool takesComments(const ClientRequest& request)
{
    return request.outline.stream && request.ask.operation != Operation::PassThrough && !request.ask.asArray
        && protocol::formatInfo(request.ask.format).framing == protocol::Framing::Sse;
}

} // namespace

Exchange::Parts::Parts(ExchangeState& state, usage::Endable& exchange, std::function<void()> meanwhile)
    : failures(state)
    , reply(state, failures)
    , live(state, exchange)
    , settlement(state, live)
    , admission(state)
    , understanding(state)
    , planning(state)
    , handlers({state, reply, admission, understanding, planning, settlement})
    , relay({state, reply, failures, live, settlement, std::move(meanwhile)})
{
}

Exchange::Exchange(http::ClientConnection& client, Services& services)
    : m_state{client, services, services.snapshot, {services.clock.now()}, services.records.take()}
    , m_parts(m_state, *this, [this] { noteRequest(); })
{
    usage::ExchangeRecord& record = *m_state.record;
    record.startedAt = services.clock.wallNow();
    record.id = services.ids.next(record.startedAt);
    record.consumer = m_state.caller.name;
    record.outcome = usage::Outcome::Cancelled; // the default unless something else happens
}

/// Prepares a record for the next exchange.
Exchange::~Exchange() { m_state.services.records.prepare(); }

void Exchange::start()
{
    m_task = run();
    m_task.start(*this);
}

Task<> Exchange::run()
{
    if (m_state.snapshot->awaitsKeys && !isProbe(endpointAt(m_state.client.request().path, *m_state.snapshot))) {
        Task<> waiting = awaitKeys();
        co_await std::move(waiting);
    }
    if (const auto admitted = m_parts.admission.admit(); !admitted) {
        if (!m_parts.admission.isAbandoned())
            m_parts.reply.refuse(admitted.error());
        co_return;
    }
    Task<bool> answering = m_parts.handlers.answerByHead();
    const bool isAnswered = co_await std::move(answering);
    if (isAnswered)
        co_return;
    m_state.policies.chain.use(m_state.snapshot->policies.of(m_state.caller.consumer, nullptr));
    if (m_state.policies.chain.acts(Stage::CallerKnown)) {
        Task<bool> passing = passes(Stage::CallerKnown);
        const bool isPassed = co_await std::move(passing);
        if (!isPassed)
            co_return;
    }
    Task<Result<void>> reading = m_parts.understanding.read();
    if (const auto read = co_await std::move(reading); !read) {
        m_parts.reply.refuse(read.error());
        co_return;
    }
    m_parts.planning.findRoute();
    m_state.policies.chain.use(m_state.snapshot->policies.of(m_state.caller.consumer, m_state.route));
    if (m_state.policies.chain.acts(Stage::BodyUnderstood)) {
        noteSession();
        m_state.noteAgent();
        Task<bool> passing = passes(Stage::BodyUnderstood);
        const bool isPassed = co_await std::move(passing);
        if (!isPassed) {
            m_parts.planning.noteRoute();
            co_return;
        }
    }
    Task<bool> answeringBody = m_parts.handlers.answerByBody();
    const bool isBodyAnswered = co_await std::move(answeringBody);
    if (isBodyAnswered)
        co_return;
    Task<> asking = answerByTargets();
    co_await std::move(asking);
}

/// Waits for a keychain that is still being read: without its keys, including consumer keys, requests cannot be judged.
Task<> Exchange::awaitKeys()
{
    const auto point = std::make_shared<WaitPoint>();
    m_state.services.awaitingKeys.push_back(point);
    Until read(*point, m_state.services.wheel, kLongestKeys, [this] { return !m_state.services.snapshot->awaitsKeys; });
    (void)co_await read;
    m_state.snapshot = m_state.services.snapshot;
}

/// False if a policy has rejected the request; the client has then got the error.
Task<bool> Exchange::passes(policy::Stage stage, routing::Plan* plan)
{
    const policy::Request request = m_state.policyRequest(plan);
    Task<Result<void>> asking = m_state.policies.chain.pass(stage, request);
    const auto passed = co_await std::move(asking);
    if (!passed)
        m_parts.reply.refuse(passed.error());
    co_return passed.has_value();
}

Task<> Exchange::answerByTargets()
{
    m_parts.planning.noteRoute();
    if (m_state.policies.chain.acts(Stage::BeforePlan)) {
        Task<bool> passing = passes(Stage::BeforePlan);
        const bool isPassed = co_await std::move(passing);
        if (!isPassed)
            co_return;
    }
    const routing::RequestFacts facts = m_state.facts(m_state.services.clock.now());
    auto plan = m_parts.planning.plan(facts, m_parts.understanding.references());
    if (!plan) {
        m_parts.reply.refuse(plan.error());
        co_return;
    }
    if (m_parts.handlers.answerByPlan(*plan))
        co_return;
    if (const auto placed = m_parts.planning.goToHolder(*plan); !placed) {
        m_parts.reply.refuse(placed.error());
        co_return;
    }
    if (plan->route && plan->route->experiment) {
        noteSession();
        m_parts.planning.assignArm(*plan);
    }
    if (m_state.policies.chain.acts(Stage::AfterPlan)) {
        Task<bool> passing = passes(Stage::AfterPlan, &*plan);
        const bool isPassed = co_await std::move(passing);
        if (!isPassed)
            co_return;
    }
    if (!m_state.policies.limits.otherTarget().empty() && !m_parts.planning.goElsewhere(*plan)) {
        m_parts.reply.refuse(m_state.policies.limits.refused()->error);
        co_return;
    }
    if (takesComments(m_state.request))
        m_parts.reply.beginComments();
    m_parts.search.emplace(AnswerSearch::Parts{m_state, m_parts.reply, m_parts.failures, m_parts.live, m_parts.settlement,
                               [this]() -> http::BodyBudget::Share& { return m_parts.understanding.ownShare(); }},
        std::move(*plan), facts, m_parts.planning.holderKey());
    Task<Attempt*> searching = m_parts.search->find();
    Attempt* const attempt = co_await std::move(searching);
    if (!attempt) {
        m_parts.search->notePassedOver();
        m_parts.reply.refuse(m_parts.search->error(), m_parts.search->code());
        co_return;
    }
    Task<> showing = m_parts.relay.show(attempt, *m_parts.search);
    co_await std::move(showing);
    m_parts.search->notePassedOver();
}

void Exchange::clientGone()
{
    if (!m_isEnded)
        cancel();
}

void Exchange::stopNow()
{
    Error error;
    error.kind = m_parts.relay.isUnderWay() ? ErrorKind::StreamInterrupted : ErrorKind::GatewayStopping;
    error.message = {QT_TRANSLATE_NOOP("Error", "The gateway was stopped before the answer was complete. Send the request again in a moment.")};
    error.retryAfter_s = 2;
    endHere(error);
}

void Exchange::cancelHere()
{
    Error error;
    error.kind = ErrorKind::CancelledHere;
    error.message = {QT_TRANSLATE_NOOP("Error", "The request was cancelled by the user at this machine.")};
    endHere(error);
}

/// Called from the event loop, while the task is not running. The record is the same as for a client that disconnected,
/// except for the error.
void Exchange::endHere(const Error& error)
{
    if (m_isEnded)
        return;
    m_state.services.deferred.run(); // the answer names the target
    const bool isWhole = m_parts.relay.hasSaidAll();
    if (isWhole)
        m_state.client.finish();
    else if (m_parts.relay.isUnderWay())
        m_parts.relay.interrupt(error);
    else
        m_parts.reply.refuse(error);
    if (error.kind == ErrorKind::CancelledHere)
        m_state.record->outcome = isWhole ? usage::Outcome::Answered : usage::Outcome::Cancelled;
    ended();
}

void Exchange::ended()
{
    if (!m_isEnded && m_task.thrown()) { // ends this exchange alone; `endHere()` comes back here
        const std::exception_ptr thrown = m_task.thrown();
        m_task = {};
        try {
            std::rethrow_exception(thrown);
        } catch (const std::exception& fault) {
            qCCritical(logExchange).noquote() << "exchange" << m_state.record->id.c_str() << "ended with an exception:" << fault.what();
        } catch (...) {
            qCCritical(logExchange).noquote() << "exchange" << m_state.record->id.c_str() << "ended with an exception of an unknown type";
        }
        Error error;
        error.kind = m_parts.relay.isUnderWay() ? ErrorKind::StreamInterrupted : ErrorKind::InternalError;
        error.message = {QT_TRANSLATE_NOOP("Error", "The gateway failed to process this request or its answer. Report it with the log.")};
        endHere(error);
        return;
    }
    if (std::exchange(m_isEnded, true))
        return;
    noteEnd();
    release();
    m_parts.settlement.settle();
    if (m_state.services.shadows)
        m_state.services.shadows->take(m_state);
    m_state.client.handlerEnded(); // last: this object will be deleted later
}

/// Records what only the connection still knows, and the duration.
void Exchange::noteEnd()
{
    m_parts.live.close();
    m_parts.relay.leave();
    if (m_parts.search) {
        m_parts.search->notePassedOver();
        m_parts.search->end();
    }
    if (hasLeftInVain())
        m_state.isRecorded = false;
    noteRequest();
    m_state.record->duration = ExchangeState::since(m_state.times.begun);
}

/// Frees connections, timers and memory: this object itself is deleted later.
void Exchange::release()
{
    m_task = {};
    m_parts.search.reset();
}

/// Whether the client left before a provider was asked, with a request that nobody misses: a question that the gateway
/// answers itself, or a request of this program, whose window was closed.
bool Exchange::hasLeftInVain() const
{
    const usage::ExchangeRecord& record = *m_state.record;
    if (record.outcome != usage::Outcome::Cancelled || !record.errorCode.empty() || !record.attempts.empty())
        return false;
    const http::RequestHead& head = m_state.client.request();
    return isUnrecordedQuestion(endpointAt(head.path, *m_state.snapshot)) || showsOwnKey(head, *m_state.snapshot);
}

/// Records what only the client's request contains, when nobody waits for it.
void Exchange::noteRequest()
{
    m_parts.planning.noteRoutes();
    noteSession();
}

/// A key that a client sends as its session name is masked here.
void Exchange::noteSession()
{
    if (!m_state.isRecorded || std::exchange(m_isSessionNoted, true))
        return;
    m_state.noteAgent();
    const std::string_view session = usage::sessionOf(m_state.client.request().headers, m_state.request.outline, viewOf(m_state.request.body));
    if (!session.empty())
        m_state.record->session = m_state.snapshot->redactor.redact(session);
}

} // namespace gateway::exchange
