#include "shadow_exchange.h"

#include "gateway/core/log.h"

#include <QtGlobal>

#include <exception>
#include <utility>

namespace gateway::exchange {

namespace {

/// A key that makes a provider answer equal requests once; the copy is another request.
constexpr std::string_view kIdempotency = "idempotency-key";
constexpr Milliseconds kLongestRead{60'000};

http::RequestHead headOfCopy(http::RequestHead head)
{
    head.headers.remove(kIdempotency);
    return head;
}

const config::FallbackSettings& onlyOnce()
{
    static const config::FallbackSettings once = [] {
        config::FallbackSettings settings;
        settings.on.clear();
        settings.maxAttempts = 1;
        settings.allowDegraded = true;
        return settings;
    }();
    return once;
}

/// The policies that only look at the answer, such as content capture: no other one may delay, change or refuse a copy.
policy::PolicyChain observersOf(const policy::PolicyChain* chain)
{
    std::vector<policy::PolicyChain::Link> links;
    if (chain)
        for (const policy::PolicyChain::Link& link : chain->links())
            if (link.row->stages.has(policy::Stage::OnAnswer))
                links.push_back(link);
    return policy::PolicyChain(std::move(links));
}

} // namespace

ShadowExchange::Parts::Parts(ExchangeState& state, usage::Endable& exchange)
    : failures{state}
    , reply{state, failures}
    , live{state, exchange}
    , settlement{state, live}
    , planning{state}
    , relay{{state, reply, failures, live, settlement, [] { }}}
{
}

ShadowExchange::ShadowExchange(Order order, Services& services, std::function<void()> ended)
    : m_client(headOfCopy(std::move(order.head)))
    , m_state{m_client, services, std::move(order.snapshot), {services.clock.now()}, services.records.take()}
    , m_parts(m_state, *this)
    , m_route(order.route)
    , m_target(std::move(order.target))
    , m_share(std::move(order.share))
    , m_observers(observersOf(m_state.snapshot->policies.of(order.caller.consumer, order.route)))
    , m_ended(std::move(ended))
{
    m_state.caller = std::move(order.caller);
    m_state.request = std::move(order.request);
    m_state.endpoint = endpointAt(m_client.request().path, *m_state.snapshot);
    begin(*order.original);
}

/// What the copy has in common with the original, and what is its own.
void ShadowExchange::begin(const usage::ExchangeRecord& original)
{
    usage::ExchangeRecord& record = *m_state.record;
    record.startedAt = m_state.services.clock.wallNow();
    record.id = m_state.services.ids.next(record.startedAt);
    record.shadowOf = original.id;
    record.dialect = original.dialect;
    record.consumer = original.consumer;
    record.clientName = original.clientName;
    record.process = original.process;
    record.trace = original.trace;
    record.session = original.session;
    record.agent = original.agent;
    record.route = original.route;
    record.askedModel = original.askedModel;
    record.isStream = m_state.request.outline.stream;
    record.requestBytes = original.requestBytes;
    record.outcome = usage::Outcome::Cancelled; // the default unless something else happens
    m_state.times.received = m_state.times.begun;
}

void ShadowExchange::start()
{
    m_task = run();
    m_task.start(*this);
}

/// What the copy may cost. False: it is not sent. Right after the start, what was spent today is still being read.
Task<bool> ShadowExchange::reserve()
{
    policy::LimitBook& book = *m_state.services.limits;
    if (book.isRestoring()) {
        const auto point = std::make_shared<WaitPoint>();
        book.awaitingRestore().push_back(point);
        Until restored(*point, m_state.services.wheel, kLongestRead, [&book] { return !book.isRestoring(); });
        (void)co_await restored;
    }
    auto reserved = ShadowChoice(*m_route, m_state.request, m_state.caller.name, *m_state.snapshot, m_state.services.responses).reserve(m_target, book);
    if (!reserved) {
        qCDebug(logExchange) << "exchange" << m_state.record->shadowOf.c_str() << "is not copied:" << toText(reserved.error().message).c_str();
        co_return false;
    }
    m_state.policies.limits.begin(book, m_state.record->startedAt);
    m_state.policies.limits.noteEstimate(reserved->estimatedInput);
    m_state.policies.limits.hold(std::move(reserved->held));
    m_state.policies.limits.noteBound(reserved->bound);
    co_return true;
}

Task<> ShadowExchange::run()
{
    Task<bool> reserving = reserve();
    const bool isAffordable = co_await std::move(reserving);
    if (!isAffordable)
        co_return;
    m_state.policies.chain.use(&m_observers);
    if (m_state.policies.chain.acts(policy::Stage::BodyUnderstood)) {
        const policy::Request request = m_state.policyRequest();
        Task<Result<void>> asking = m_state.policies.chain.pass(policy::Stage::BodyUnderstood, request);
        (void)co_await std::move(asking);
    }
    m_facts = m_state.facts(m_state.services.clock.now());
    routing::Plan plan{nullptr, &onlyOnce(), {m_target}};
    m_parts.planning.noteStops(plan);
    m_parts.search.emplace(AnswerSearch::Parts{m_state, m_parts.reply, m_parts.failures, m_parts.live, m_parts.settlement, [this]() -> http::BodyBudget::Share& { return m_share; }},
        std::move(plan), m_facts, std::string());
    Task<Attempt*> searching = m_parts.search->find();
    Attempt* const attempt = co_await std::move(searching);
    if (!attempt) {
        m_parts.search->notePassedOver();
        m_parts.reply.refuse(m_parts.search->error(), m_parts.search->code());
        co_return;
    }
    Task<> showing = m_parts.relay.show(attempt, *m_parts.search);
    co_await std::move(showing);
}

void ShadowExchange::abandon()
{
    m_ended = {};
    settle();
}

void ShadowExchange::cancelHere()
{
    m_state.record->errorCode = std::string(errorInfo(ErrorKind::CancelledHere).code);
    cancel();
}

void ShadowExchange::ended()
{
    if (const std::exception_ptr thrown = m_task.thrown()) {
        try {
            std::rethrow_exception(thrown);
        } catch (const std::exception& fault) {
            qCCritical(logExchange).noquote() << "shadow exchange" << m_state.record->id.c_str() << "ended with an exception:" << fault.what();
        } catch (...) {
            qCCritical(logExchange).noquote() << "shadow exchange" << m_state.record->id.c_str() << "ended with an exception of an unknown type";
        }
        m_state.record->outcome = usage::Outcome::Failed;
        m_state.record->errorCode = std::string(errorInfo(ErrorKind::InternalError).code);
    }
    settle();
    if (const auto ended = std::exchange(m_ended, {}))
        ended(); // last: this object may be gone afterwards
}

void ShadowExchange::settle()
{
    if (std::exchange(m_isSettled, true))
        return;
    m_parts.live.close();
    m_parts.relay.leave();
    if (m_parts.search) {
        m_parts.search->notePassedOver();
        m_parts.search->end();
    }
    usage::ExchangeRecord& record = *m_state.record;
    m_state.isRecorded = !record.attempts.empty() || record.outcome != usage::Outcome::Cancelled; // otherwise it has not begun
    record.duration = ExchangeState::since(m_state.times.begun);
    m_task = {};
    m_parts.search.reset();
    m_parts.settlement.settle();
}

} // namespace gateway::exchange
