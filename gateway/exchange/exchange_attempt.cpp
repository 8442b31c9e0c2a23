// How an exchange finds an answer: one attempt after the other, each up to the
// moment at which the client may see something of it.

#include "exchange.h"

#include "upstream_message.h"

#include "gateway/core/ascii.h"

#include <algorithm>

namespace gateway::exchange {

namespace {

using config::FailureClass;

constexpr qsizetype kMostHeldOfStream = 256 * 1024;
constexpr qsizetype kMostHeldWhole = 1024 * 1024;
constexpr qsizetype kMostOfRefusal = 256 * 1024;
constexpr qsizetype kPadding = protocol::kJsonPadding;

std::string_view viewOf(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

// An upstream's error without our secrets, which some repeat.
QByteArray redacted(const QByteArray& body, const secrets::Redactor& redactor)
{
    const std::string text = redactor.redactKnown(viewOf(body));
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

void append(QByteArray& bytes, std::string_view piece)
{
    bytes.append(piece.data(), static_cast<qsizetype>(piece.size()));
}

} // namespace

Task<> Exchange::attempts(routing::Plan plan)
{
    m_fallback = plan.fallback;
    if (m_fallback->deadline_ms)
        m_deadline = m_begun + Milliseconds(*m_fallback->deadline_ms);
    const std::vector<Target> targets = targetsOf(plan);
    int retry = 0;
    for (std::size_t i = 0; i < targets.size();) {
        Target target = targets[i];
        const bool lastOfAll = i + 1 == targets.size() && retry >= m_fallback->retries;
        target.isLast = lastOfAll || static_cast<int>(m_failures.size()) + 1 >= m_fallback->maxAttempts;
        Upstream upstream;
        beginAttempt(target);
        upstream.stats = m_services.balancer.stats().begin(target.provider->settings->id, target.candidate->model);
        Task<Tried> trying = attempt(upstream, target);
        const Tried tried = co_await std::move(trying);
        endAttempt(tried);
        countAttempt(upstream, target, tried);
        if (tried.isCommitted) {
            m_record->provider = target.provider->settings->id;
            m_record->model = target.candidate->model;
            Task<> relaying = relay(upstream);
            co_await std::move(relaying);
            co_return;
        }
        const routing::Next next = afterFailure(tried, retry);
        if (next == routing::Next::GiveUp)
            break;
        if (next == routing::Next::RetrySameKey) {
            Task<> waiting = pause(routing::backoff(*m_fallback, retry++, m_services.random));
            co_await std::move(waiting);
            continue;
        }
        retry = 0;
        do {
            ++i;
        } while (next == routing::Next::NextTarget && i < targets.size() && targets[i].candidate == target.candidate);
    }
    refuse(finalError());
}

routing::RequestFacts Exchange::facts() const
{
    return {m_request.model, m_caller.name,     &m_client.request(), &m_request, viewOf(m_body),
            m_request.stream, std::chrono::steady_clock::now(), m_record->startedAt};
}

void Exchange::countAttempt(Upstream& upstream, const Target& target, const Tried& tried)
{
    const Milliseconds took = since(m_attemptBegun);
    if (tried.failure) {
        upstream.stats.failed(took, m_request.stream);
        return;
    }
    if (upstream.answer->head().status >= 400) // the client's own error tells nothing
        return;
    upstream.stats.answered(took, m_request.stream);
    if (const auto* const group = target.candidate->group)
        m_services.balancer.answered(*group, target.candidate->member, facts());
}

std::vector<Exchange::Target> Exchange::targetsOf(const routing::Plan& plan)
{
    static const UsableKey kNoKey;
    const bool clientCredential = m_route && m_route->clientCredential;
    std::vector<Target> targets;
    targets.reserve(plan.candidates.size());
    for (const routing::Candidate& candidate : plan.candidates) {
        const Provider& provider = m_snapshot->providers[candidate.provider];
        const Target target{&candidate, &provider, &kNoKey, &candidate != &plan.candidates.front(), false};
        if (clientCredential) { // no other provider may see the client's own key
            if (provider.endpoint)
                targets.push_back(target);
            else
                noteSkipped(provider);
            break;
        }
        if (!provider.endpoint || provider.keys.empty()) {
            noteSkipped(provider);
            continue;
        }
        for (const std::size_t key : m_services.balancer.turns(provider.keyGroup, provider.keyWeights)) {
            targets.push_back(target);
            targets.back().key = &provider.keys[key];
        }
    }
    return targets;
}

routing::Next Exchange::afterFailure(const Tried& tried, int retriesDone)
{
    const FailureClass failure = *tried.failure;
    const routing::FailedAttempt failed{failure, m_error.status, retriesDone, since(m_attemptBegun), tried.rests};
    m_failures.push_back({failure, std::exchange(m_error, {})});
    const bool deadlinePassed = m_deadline && std::chrono::steady_clock::now() >= *m_deadline;
    if (static_cast<int>(m_failures.size()) >= m_fallback->maxAttempts || deadlinePassed)
        return routing::Next::GiveUp;
    return routing::decide(*m_fallback, m_snapshot->failureRules->policy(failure), failed);
}

Task<Exchange::Tried> Exchange::attempt(Upstream& upstream, Target target)
{
    Tried tried;
    for (const bool fresh : {false, true}) {
        open(upstream, target, fresh);
        Task<Tried> heading = awaitHead(upstream, target);
        tried = co_await std::move(heading);
        if (!tried.failure || fresh || !mayRetryStale(upstream))
            break;
    }
    if (!tried.failure)
        tried = undoCoding(upstream, target);
    if (tried.failure)
        co_return tried;
    const http::ResponseHead& head = upstream.answer->head();
    if (head.status < 200 || head.status >= 600) {
        const std::string status = std::to_string(head.status);
        co_return unusable(target, status, "answered with a status that HTTP does not know.");
    }
    if (head.status >= 300) {
        Task<Tried> refused = readRefusal(upstream, target);
        tried = co_await std::move(refused);
        co_return tried;
    }
    const auto type = head.headers.find("content-type").value_or(std::string_view());
    upstream.isStream = m_request.stream && type.starts_with("text/event-stream");
    if (upstream.isStream) {
        Task<Tried> holding = holdStream(upstream, target);
        tried = co_await std::move(holding);
    } else {
        Task<Tried> holding = holdWhole(upstream, target);
        tried = co_await std::move(holding);
    }
    co_return tried;
}

void Exchange::open(Upstream& upstream, const Target& target, bool fresh)
{
    const bool clientCredential = m_route && m_route->clientCredential;
    const bool askForUsage = m_request.stream && !m_request.includeUsage;
    const UpstreamMessage message{m_client.request(), viewOf(m_body),    m_request,
                                  *target.provider,   *target.key,       *target.candidate,
                                  askForUsage,        clientCredential,  m_services.instanceId};
    if (target.provider->endpoint->protocol == providers::Protocol::Demo) {
        const QByteArray body = composeBody(message);
        upstream.demo = std::make_unique<DemoAnswer>(providers::demoReply(target.candidate->model, viewOf(body)),
                                                     m_services.wheel);
        upstream.answer = upstream.demo.get();
        return;
    }
    upstream.lease = m_services.pool.acquire(target.provider->origin, target.provider->keepAlive, fresh);
    upstream.answer = &*upstream.lease;
    upstream.lease->send(compose(message));
}

// Nobody asked for a coding, and the body has to be read: to count its tokens,
// to tell what went wrong.
Exchange::Tried Exchange::undoCoding(Upstream& upstream, const Target& target)
{
    auto decoder = http::ContentDecoder::of(upstream.answer->head().headers);
    if (!decoder)
        return unusable(target, "unknown content coding",
                        "answered in a Content-Encoding that is not one of: " + std::string(http::ContentDecoder::kKnown) + '.');
    if (*decoder) {
        upstream.decoded = std::make_unique<http::DecodedAnswer>(*upstream.answer, std::move(*decoder));
        upstream.answer = upstream.decoded.get();
    }
    return {};
}

bool Exchange::mayRetryStale(const Upstream& upstream) const
{
    return upstream.lease && upstream.lease->wasReused() && !upstream.lease->anyByteReceived()
           && upstream.lease->failure();
}

TimePoint Exchange::attemptLimit(Milliseconds limit) const
{
    const TimePoint until = m_attemptBegun + limit;
    return m_deadline ? std::min(until, *m_deadline) : until;
}

Task<Exchange::Tried> Exchange::awaitHead(Upstream& upstream, Target target)
{
    const config::TimeoutSettings& limits = target.provider->settings->timeouts;
    usage::AttemptRecord& record = m_record->attempts.back();
    if (upstream.lease) {
        http::UpstreamConnection& connection = *upstream.lease;
        const TimePoint until = attemptLimit(Milliseconds(limits.connect_ms));
        while (!connection.connectReady()) {
            Until connected(connection.waitPoint(), m_services.wheel, until,
                            [&connection] { return connection.connectReady(); });
            const Wait wait = co_await connected;
            if (wait == Wait::Timeout)
                co_return timedOut(target, "connecting");
        }
        if (connection.failure())
            co_return broken(connection, target);
        record.connect = connection.wasReused() ? Milliseconds(0) : since(m_attemptBegun);
    }
    const TimePoint until = attemptLimit(Milliseconds(m_request.stream ? limits.firstByte_ms : limits.total_ms));
    http::Answer& answer = *upstream.answer;
    for (;;) {
        Until news(answer.waitPoint(), m_services.wheel, std::min(until, m_commentDue),
                   [&answer] { return answer.headReady(); });
        const Wait wait = co_await news;
        if (wait == Wait::Ready)
            break;
        if (hasRunOut(until))
            co_return timedOut(target, m_request.stream ? "the first byte" : "the answer");
    }
    if (upstream.answer->failure())
        co_return broken(*upstream.answer, target);
    record.status = upstream.answer->head().status;
    record.firstByte = since(m_attemptBegun);
    co_return Tried{};
}

Task<Exchange::Tried> Exchange::readRefusal(Upstream& upstream, Target target)
{
    http::Answer& answer = *upstream.answer;
    const TimePoint until = attemptLimit(Milliseconds(target.provider->settings->timeouts.total_ms));
    while (!answer.isComplete() && !answer.failure() && upstream.held.size() < kMostOfRefusal) {
        Until news(answer.waitPoint(), m_services.wheel, std::min(until, m_commentDue),
                   [&answer] { return answer.pieceReady(); });
        const Wait wait = co_await news;
        if (wait == Wait::Timeout && hasRunOut(until))
            break; // the status alone tells enough
        append(upstream.held, answer.piece());
    }
    const http::ResponseHead& head = answer.head();
    Tried tried = judged(head.status, head.headers, viewOf(upstream.held), target);
    const auto& wanted = m_fallback->statuses;
    if (!tried.failure && std::find(wanted.begin(), wanted.end(), head.status) != wanted.end())
        tried.failure = FailureClass::ServerError; // the route says that this one is not the client's fault
    // The client's own fault is told in the upstream's own words, if they came whole
    // and in a form that the client can read.
    const bool isReadable = answer.isComplete() && m_services.answerReader.read(viewOf(upstream.held)).isJson;
    if (!tried.failure)
        upstream.held = redacted(upstream.held, m_snapshot->redactor);
    tried.isCommitted = !tried.failure && isReadable && head.status >= 400 && !m_isSoftCommitted;
    if (!tried.failure && !tried.isCommitted)
        tried.failure = head.status < 400 ? FailureClass::ServerError : FailureClass::ContentFiltered;
    co_return tried;
}

Task<Exchange::Tried> Exchange::holdStream(Upstream& upstream, Target target)
{
    http::Answer& answer = *upstream.answer;
    const auto usageChunk = m_request.includeUsage ? protocol::UsageChunk::Keep : protocol::UsageChunk::Remove;
    upstream.meter.emplace(m_services.answerReader, usageChunk);
    protocol::OpenAiChatMeter& meter = *upstream.meter;
    const TimePoint until = attemptLimit(Milliseconds(target.provider->settings->timeouts.firstByte_ms));
    while (!meter.hasToken() && !meter.failedInStream() && upstream.held.size() < kMostHeldOfStream) {
        if (answer.isComplete()) {
            append(upstream.held, meter.finish());
            break;
        }
        Until news(answer.waitPoint(), m_services.wheel, std::min(until, m_commentDue),
                   [&answer] { return answer.pieceReady(); });
        const Wait wait = co_await news;
        if (wait == Wait::Timeout && hasRunOut(until))
            co_return timedOut(target, "the first token");
        if (wait == Wait::Timeout)
            continue;
        if (answer.failure())
            co_return broken(answer, target);
        append(upstream.held, meter.feed(answer.piece()));
    }
    Tried tried;
    if (meter.malformed() && !meter.meaningful())
        co_return notJson(target);
    if (meter.failedInStream() && !meter.hasToken()) {
        Error said;
        said.message = meter.errorMessage();
        const std::string body = protocol::errorBody(protocol::Dialect::OpenAi, said);
        tried = judged(200, answer.head().headers, body, target);
        if (tried.failure)
            co_return tried;
    } else if (!meter.hasToken() && answer.isComplete()) {
        if (!meter.isWhole())
            co_return unusable(target, {}, "ended its stream before it had begun to answer.");
        if (!target.isLast)
            co_return emptied(target);
    }
    tried.isCommitted = true;
    co_return tried;
}

Task<Exchange::Tried> Exchange::holdWhole(Upstream& upstream, Target target)
{
    http::Answer& answer = *upstream.answer;
    const TimePoint until = attemptLimit(Milliseconds(target.provider->settings->timeouts.total_ms));
    if (const auto length = answer.head().contentLength)
        upstream.held.reserve(static_cast<qsizetype>(std::min<std::uint64_t>(*length, kMostHeldWhole)) + kPadding);
    while (!answer.isComplete() && upstream.held.size() < kMostHeldWhole) {
        Until news(answer.waitPoint(), m_services.wheel, std::min(until, m_commentDue),
                   [&answer] { return answer.pieceReady(); });
        const Wait wait = co_await news;
        if (wait == Wait::Timeout && hasRunOut(until))
            co_return timedOut(target, "the answer");
        if (wait == Wait::Timeout)
            continue;
        if (answer.failure())
            co_return broken(answer, target);
        append(upstream.held, answer.piece());
    }
    Tried tried;
    tried.isCommitted = true;
    if (!answer.isComplete()) { // too long to be held: it goes on as it comes, if it may be JSON
        if (!trimmed(viewOf(upstream.held).substr(byteOrderMark(viewOf(upstream.held))), " \t\r\n").starts_with('{'))
            co_return notJson(target);
        co_return tried;
    }
    upstream.held.reserve(upstream.held.size() + kPadding); // mostly there already
    const protocol::ChatFacts facts
        = m_services.answerReader.read(viewOf(upstream.held), static_cast<std::size_t>(upstream.held.capacity()));
    const bool isJson = facts.isJson;
    const bool hasError = facts.error.has_value();
    const bool isEmpty = facts.choices == 0 || (!facts.hasContent && !facts.hasReasoning);
    m_record->tokens = facts.usage.value_or(protocol::TokenUsage{});
    if (!isJson) {
        co_return notJson(target);
    } else if (hasError) {
        tried = judged(200, answer.head().headers, viewOf(upstream.held), target);
        tried.isCommitted = !tried.failure;
    } else if (isEmpty && !target.isLast) {
        co_return emptied(target);
    }
    co_return tried;
}

bool Exchange::hasRunOut(TimePoint until)
{
    const TimePoint now = std::chrono::steady_clock::now();
    if (now >= until)
        return true;
    if (now >= m_commentDue)
        sendComment();
    return false;
}

Task<> Exchange::pause(Milliseconds time)
{
    WaitPoint nobody;
    Until over(nobody, m_services.wheel, time, [] { return false; });
    (void)co_await over;
}

void Exchange::beginAttempt(const Target& target)
{
    m_attemptBegun = std::chrono::steady_clock::now();
    usage::AttemptRecord record;
    record.provider = target.provider->settings->id;
    record.model = target.candidate->model;
    record.key = target.key->name;
    record.startedAfter = std::chrono::duration_cast<Milliseconds>(m_attemptBegun - m_begun);
    m_record->isFallback = target.isFallback;
    std::string lastFailure;
    if (!m_record->attempts.empty())
        lastFailure = m_record->attempts.back().provider + ": " + m_record->attempts.back().reason;
    m_record->attempts.push_back(std::move(record));
    m_services.board.attempt(*m_entry,
                             {static_cast<int>(m_record->attempts.size()), m_record->attempts.back().provider,
                              m_record->attempts.back().model, lastFailure, m_record->isFallback});
}

void Exchange::endAttempt(const Tried& tried)
{
    usage::AttemptRecord& record = m_record->attempts.back();
    record.duration = since(m_attemptBegun);
    record.failure = tried.failure;
    if (!tried.failure)
        return;
    record.reason = !m_error.detail.empty() ? m_error.detail : std::string(config::toText(*tried.failure));
    m_record->tokens = {};
}

} // namespace gateway::exchange
