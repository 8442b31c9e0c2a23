// The way of an attempt: the request out, the answer in, up to its first token.

#include "attempt.h"

#include "speed_guard.h"
#include "upstream_message.h"

#include "gateway/core/json/json_values.h"
#include "gateway/core/text/bytes.h"
#include "gateway/loop/next_turn.h"
#include "gateway/routing/candidate_place.h"
#include "gateway/usage/context/upstream_request_id.h"

#include <algorithm>

namespace gateway::exchange {

namespace {

constexpr qsizetype kMostHeldOfStream = 256 * 1024;
constexpr qsizetype kMostHeldWhole = 1024 * 1024;
constexpr qsizetype kMostRead = 64 * 1024 * 1024; // of an answer that has to be read
constexpr qsizetype kSmallAnswer = 64 * 1024; // is not counted
constexpr qsizetype kMostGathered = 8 * 1024 * 1024; // of what may be a stream that nobody asked for
/// What a byte of a stream costs that is read event by event, in bytes that are only copied: see `Answer::spend()`.
constexpr std::size_t kEventCost = 32;
constexpr std::size_t kLookCost = 8; ///< where it is looked at only, and passes as it is
constexpr qsizetype kMostOfRefusal = 256 * 1024;
constexpr int kLeastError = 400;

} // namespace

Attempt::Attempt(const Context& context, const Target& target, WaitPoint& news, protocol::PartialAnswer partial)
    : m_context(context), m_target(target), m_access(context.translator.accessOf(target)),
      m_upstream(context.translator.requestFor(target)), m_isNative(context.translator.isNative(*m_access)),
      m_isPlainChat(context.translator.isPlainChat(*m_access)), m_news(news), m_partial(std::move(partial)),
      m_begun(std::chrono::steady_clock::now()),
      m_number(context.record->attempts.size())
{
    context.record->attempts.emplace_back();
}

Attempt::~Attempt()
{
    describe();
    if (m_isOver) {
        tell();
        return;
    }
    noteRequestId();
    record().duration = took(); // its exchange has ended, or another answered sooner
    billAsked();
}

Milliseconds Attempt::took() const
{
    return std::chrono::duration_cast<Milliseconds>(std::chrono::steady_clock::now() - m_begun);
}

void Attempt::start()
{
    m_task = run();
    m_task.start(*this);
}

std::string Attempt::keptModel() const
{
    const std::string& model = m_target.candidate->model;
    const bool isPlain = m_context.record->askedModel == m_context.request.outline.model; // nothing in it was masked
    return isPlain ? model : m_context.snapshot.redactor.redact(model);
}

/// Behind the request, which is under way by then.
void Attempt::noteBegun()
{
    const config::ProviderSettings& provider = *m_target.provider->settings;
    if (mayRest())
        m_health = m_context.services.health.begin(m_target.subject(), provider.keyFailover);
    m_stats = m_context.services.balancer.stats().begin(provider.id, m_target.candidate->model);
    if (isSticky())
        notePlace();
    m_context.services.soon.add(*this);
}

/// Nothing rests for how files and batches fare: they concern one provider's own objects, and there is no other target.
bool Attempt::mayRest() const { return m_target.operation != "files" && m_target.operation != "batches"; }

/// Why it was chosen changes with its answer.
bool Attempt::isSticky() const
{
    const routing::Balancer::Group* const group = m_target.candidate->group;
    return group && group->by == routing::Balancer::By::Conversation;
}

void Attempt::notePlace()
{
    record().place = routing::placeOf(*m_target.candidate, m_context.facts, *m_context.snapshot.planner,
                                      m_context.services.balancer);
}

/// What the record says of whom was asked.
void Attempt::describe()
{
    usage::AttemptRecord& noted = record();
    if (!noted.provider.empty())
        return;
    noted.provider = m_target.provider->settings->id;
    noted.model = keptModel();
    if (!isSticky())
        notePlace();
    noted.key = m_target.key->name;
    noted.startedAfter = std::chrono::duration_cast<Milliseconds>(m_begun - m_context.begun);
    noted.protocol = providers::toText(m_access->endpoint.protocol);
    if (m_number == 0)
        m_context.record->queue = std::chrono::duration_cast<std::chrono::microseconds>(m_begun - m_context.received);
}

/// Or not, but how far it came.
void Attempt::noteConnected()
{
    const http::UpstreamConnection& connection = *m_lease;
    const http::ConnectionTimes& times = connection.times();
    const auto between = [](TimePoint begin, TimePoint end) { return std::chrono::duration_cast<Milliseconds>(end - begin); };
    if (times.reached == TimePoint{})
        return;
    record().connect = connection.wasReused() ? Milliseconds(0) : between(m_begun, times.reached);
    if (m_access->origin.isSecure && !connection.wasReused() && times.connected != TimePoint{})
        record().tls = between(times.reached, times.connected);
}

/// The client's own; but where our spans are exported, as they are of traces that are recorded, the upstream's is a child of this attempt's. It lives in `own`
/// or with the client's headers; empty: there is none.
std::string_view Attempt::traceparent(usage::Traceparent& own) const
{
    const auto& trace = m_context.record->trace;
    if (!trace)
        return {};
    if (!m_context.services.tracesExchanges || !trace->isSampled())
        return trace->parent ? m_context.client.headers.find(usage::kTraceparent).value_or(std::string_view()) : std::string_view();
    own = usage::traceparentOf(trace->trace, usage::spanIdOf(m_context.record->id, m_number + 1), trace->flags);
    return usage::digitsOf(own);
}

void Attempt::ended()
{
    usage::AttemptRecord& noted = record();
    noted.duration = took();
    if (m_answer && m_answer->isComplete())
        noted.lastByte = noted.duration;
    if (m_meter && m_meter->hasToken())
        noted.firstToken = noted.duration;
    else if (!m_isStream && m_result == Result::Answer && noted.status < kLeastError)
        noted.firstToken = noted.firstByte;
    m_isOver = true;
    if (m_result != Result::Answer) // which the client gets first
        tell();
    m_news.wake(); // last: this may be gone
}

Task<> Attempt::run()
{
    for (const bool fresh : {false, true}) {
        open(fresh);
        if (!fresh)
            noteBegun();
        Task<> heading = awaitHead();
        co_await std::move(heading);
        if (!isDecided() || fresh || !mayRetryStale())
            break;
        m_isDecided = false;
    }
    if (!isDecided())
        undoCoding();
    if (isDecided())
        co_return;
    const http::ResponseHead& head = m_answer->head();
    if (head.status < 200 || head.status >= 600) {
        unusable(std::to_string(head.status), "answered with a status that HTTP does not know.");
        co_return;
    }
    const auto type = head.headers.find("content-type").value_or(std::string_view());
    m_isStream = head.status < 300 && m_context.translator.isStream(*m_access, type);
    m_mayBeGathered = head.status < 300 && m_context.translator.isUnaskedStream(*m_access, type);
    m_isRead = m_context.translator.isRead(type);
    Task<> reading = head.status >= 300 ? readRefusal() : m_isStream ? holdStream() : holdWhole();
    co_await std::move(reading);
}

void Attempt::open(bool fresh)
{
    usage::Traceparent own{};
    const UpstreamMessage message{m_context.client,
                                  m_context.request,
                                  m_upstream,
                                  m_target,
                                  *m_access,
                                  m_isNative,
                                  m_context.clientCredential,
                                  m_context.services.instanceId,
                                  m_context.services.clock,
                                  m_partial.text.empty() ? nullptr : &m_partial,
                                  traceparent(own)};
    if (m_access->endpoint.protocol == providers::Protocol::Demo) {
        const QByteArray body = composeBody(message);
        m_demo = std::make_unique<DemoAnswer>(providers::demoReply(m_target.candidate->model, viewOf(body)),
                                              m_context.services.wheel);
        m_answer = m_demo.get();
        return;
    }
    m_lease = m_context.services.pool.acquire(m_access->origin, m_target.provider->keepAlive, fresh);
    m_answer = &*m_lease;
    m_lease->send(compose(message));
}

bool Attempt::mayRetryStale() const
{
    return m_lease && m_lease->wasStale();
}

// Nobody asked for a coding, and the body has to be read: to count its tokens,
// to tell what went wrong.
void Attempt::undoCoding()
{
    auto decoder = http::ContentDecoder::of(m_answer->head().headers);
    if (!decoder)
        return unusable("unknown content coding", "answered in a Content-Encoding that is not one of: "
                                                      + std::string(http::ContentDecoder::kKnown) + '.');
    if (*decoder) {
        m_decoded = std::make_unique<http::DecodedAnswer>(*m_answer, std::move(*decoder));
        m_answer = m_decoded.get();
    }
}

TimePoint Attempt::limit(Milliseconds limit) const
{
    const TimePoint until = m_begun + limit;
    return m_context.deadline ? std::min(until, *m_context.deadline) : until;
}

/// For the first of an answer. Of what is no text a stream may have nothing to show before all of it is made.
Milliseconds Attempt::patience() const
{
    const config::TimeoutSettings& limits = m_target.provider->settings->timeouts;
    const bool isText = m_context.request.ask.operation != Operation::PassThrough;
    const bool isWaitedFor = m_upstream.duties.requests > 1 || !m_upstream.duties.jsonField.empty(); // all of it
    return Milliseconds(m_context.request.outline.stream && isText && !isWaitedFor ? limits.firstByte_ms : limits.total_ms);
}

bool Attempt::hasLines() const
{
    const protocol::Framing framing = protocol::formatInfo(m_access->format).framing;
    return m_isStream && (m_context.request.ask.operation == Operation::PassThrough || framing == protocol::Framing::Sse || framing == protocol::Framing::Lines);
}

/// False: there is no memory for it, and the attempt has failed.
bool Attempt::append(std::string_view piece)
{
    m_held.append(piece.data(), static_cast<qsizetype>(piece.size()));
    if (m_held.size() <= kSmallAnswer || !m_context.charge)
        return true;
    if (!m_share.isOfBudget())
        m_share = m_context.charge();
    auto held = m_share.hold(m_held.size());
    if (!held)
        noRoom(std::move(held.error()));
    return held.has_value();
}

Task<> Attempt::awaitHead()
{
    const config::TimeoutSettings& limits = m_target.provider->settings->timeouts;
    TimerWheel& wheel = m_context.services.wheel;
    if (m_lease) {
        http::UpstreamConnection& connection = *m_lease;
        Until connected(connection.waitPoint(), wheel, limit(Milliseconds(limits.connect_ms)),
                        [&connection] { return connection.connectReady(); });
        const Wait wait = co_await connected;
        noteConnected();
        if (wait == Wait::Timeout) {
            timedOut("connecting");
            co_return;
        }
        if (connection.failure()) {
            broken();
            co_return;
        }
    }
    http::Answer& answer = *m_answer;
    Until news(answer.waitPoint(), wheel, limit(patience()), [&answer] { return answer.headReady(); });
    const Wait wait = co_await news;
    if (wait == Wait::Timeout) {
        timedOut(m_context.request.outline.stream ? "the first byte" : "the answer");
    } else if (answer.failure()) {
        broken();
    } else {
        record().status = answer.head().status;
        record().firstByte = took();
    }
}

void Attempt::noteRequestId() const
{
    if (record().status != 0 && record().requestId.empty())
        record().requestId = m_context.snapshot.redactor.redactKnown(usage::upstreamRequestId(m_answer->head().headers));
}

Task<> Attempt::readRefusal()
{
    http::Answer& answer = *m_answer;
    const TimePoint until = limit(Milliseconds(m_target.provider->settings->timeouts.total_ms));
    while (!answer.isComplete() && !answer.failure() && m_held.size() < kMostOfRefusal) {
        Until news(answer.waitPoint(), m_context.services.wheel, until, [&answer] { return answer.pieceReady(); });
        const Wait wait = co_await news;
        if (wait == Wait::Timeout)
            break; // the status alone tells enough
        if (!append(answer.piece()))
            co_return;
    }
    checkRefusal();
}

Task<> Attempt::holdStream()
{
    http::Answer& answer = *m_answer;
    makeMeter();
    protocol::StreamMeter& meter = *m_meter;
    const TimePoint until = limit(patience());
    while (!meter.hasBegun() && !meter.failedInStream() && !isStopped() && m_held.size() < kMostHeldOfStream) {
        if (answer.isComplete()) {
            append(meter.finish());
            break;
        }
        Until news(answer.waitPoint(), m_context.services.wheel, until, [&answer] { return answer.pieceReady(); });
        const Wait wait = co_await news;
        if (wait == Wait::Timeout) {
            timedOut("the first token");
            co_return;
        }
        if (answer.failure()) {
            broken();
            co_return;
        }
        const std::string_view piece = answer.piece();
        spend(piece.size());
        if (!meter.isLong(piece.size()) || !m_context.charge) {
            if (!append(meter.feed(piece)))
                co_return;
            continue;
        }
        const std::string copy(piece);
        std::string_view out;
        Task<bool> reading = readLong(copy, out);
        const bool isRead = co_await std::move(reading);
        if (!isRead || !append(out))
            co_return;
        while (meter.hasMore()) {
            NextTurn turn;
            co_await turn;
            if (!append(meter.more()))
                co_return;
        }
    }
    if (meter.malformed() && !meter.meaningful()) {
        notJson();
    } else if (meter.work().lacksJson && !meter.hasToken()) {
        lacksJson();
    } else if (meter.failedInStream() && !meter.hasToken()) {
        judge(200, errorInStream());
        if (isDecided() && meter.errorType() == errorInfo(ErrorKind::UpstreamProtocolError).code)
            m_error.kind = ErrorKind::UpstreamProtocolError;
        if (!isDecided())
            decide(isTranslated() ? Result::Refusal : Result::Answer); // the client's own fault, told inside the stream
    } else if (!meter.hasBegun() && (answer.isComplete() || isStopped())) {
        if (meter.isWhole() && (isStopped() || saysWhyEmpty(meter.finishReason())))
            decide(Result::Answer);
        else if (meter.isWhole())
            emptied();
        else
            unusable({}, "ended its stream before it had begun to answer.");
    } else {
        decide(Result::Answer);
    }
    if (meter.hasReasoning() && m_isPlainChat) {
        m_thoughts = std::make_unique<ThoughtListener>(m_context.translator.thoughts());
        m_thoughts->feed(viewOf(m_held));
    }
}

void Attempt::makeMeter()
{
    if (!m_isPlainChat) {
        m_meter = m_context.translator.meterFor(m_target, m_owed);
        m_meter->keepSaid();
        return;
    }
    const bool wantsUsage = m_context.request.outline.includeUsage;
    auto meter = std::make_unique<protocol::OpenAiChatMeter>(
        m_context.services.answerReader, wantsUsage ? protocol::UsageChunk::Keep : protocol::UsageChunk::Remove);
    if (m_context.mayContinue)
        meter->keepText();
    if (!m_partial.text.empty())
        meter->continueAs(m_partial.identity);
    meter->keepSaid();
    m_meter = std::move(meter);
}

/// What the model thinks before it calls a tool may be asked for again: see ReasoningMemory.
void Attempt::relayed(std::string_view piece)
{
    if (m_passing)
        m_passing->feed(piece);
    if (m_thoughts)
        m_thoughts->feed(piece);
}

/// More of a whole answer is taken in: what passes goes on as it comes once it is too long, or has begun where nobody reads it.
bool Attempt::mayBeHeld() const
{
    if (passes() && !m_isRead)
        return m_held.isEmpty();
    return m_held.size() < (passes() ? kMostHeldWhole : m_mayBeGathered ? kMostGathered : kMostRead);
}

Task<> Attempt::holdWhole()
{
    http::Answer& answer = *m_answer;
    const TimePoint until = limit(Milliseconds(m_target.provider->settings->timeouts.total_ms));
    if (const auto length = answer.head().contentLength; length && m_isRead)
        m_held.reserve(static_cast<qsizetype>(std::min<std::uint64_t>(*length, kMostHeldWhole)) + kPadding);
    const auto wantedSpeed = m_target.provider->settings->timeouts.minBytesPerSecond;
    SpeedGuard speed(wantedSpeed, wantedSpeed ? std::chrono::steady_clock::now() : TimePoint());
    while (!answer.isComplete() && mayBeHeld()) {
        Until news(answer.waitPoint(), m_context.services.wheel, std::min(until, speed.due()),
                   [&answer] { return answer.pieceReady(); });
        const Wait wait = co_await news;
        if (wait == Wait::Timeout) {
            const TimePoint now = std::chrono::steady_clock::now();
            if (now < until && !speed.isTooSlow(now))
                continue;
            timedOut(now < until ? "its speed" : "the answer");
            co_return;
        }
        if (answer.failure()) {
            broken();
            co_return;
        }
        const std::string_view piece = answer.piece();
        speed.took(piece.size());
        if (!append(piece))
            co_return;
    }
    if (!answer.isComplete()) {
        checkCut();
    } else if (m_isPlainChat && !m_mayBeGathered) {
        checkPlainChat();
        Task<> hearing = hearThoughts();
        co_await std::move(hearing);
    } else {
        Task<> checking = checkOther();
        co_await std::move(checking);
    }
}

/// An answer that goes on as it comes, or in another format.
Task<> Attempt::checkOther()
{
    const bool isLong = isLongWork(viewOf(m_held));
    if (isLong && !m_share.isOfBudget() && m_context.charge)
        m_share = m_context.charge();
    QByteArray body = m_held; // both have it
    Task<gateway::Result<WholeAnswer>> reading = m_context.translator.readWhole(m_target, std::move(body), m_mayBeGathered, isLong, m_share);
    gateway::Result<WholeAnswer> whole = co_await std::move(reading);
    if (!whole) {
        noRoom(std::move(whole.error()));
        co_return;
    }
    m_isGathered = whole->isGathered;
    checkRead(std::move(*whole));
}

Task<> Attempt::hearThoughts()
{
    if (!m_hasThoughts)
        co_return;
    auto read = [body = m_held] { return ThoughtListener::answerIn(viewOf(body)); };
    Task<std::optional<protocol::ModelAnswer>> reading = m_context.services.workers->runIf(isLongWork(viewOf(m_held)), std::move(read));
    const auto answer = co_await std::move(reading);
    if (answer)
        ThoughtListener(m_context.translator.thoughts()).hear(*answer);
}

Task<bool> Attempt::readLong(std::string_view piece, std::string_view& out)
{
    constexpr std::int64_t kCopies = 3; // as it came, as JSON, as text
    if (!m_share.isOfBudget())
        m_share = m_context.charge();
    const auto open = static_cast<std::int64_t>(m_meter->openBytes() + piece.size());
    if (auto held = m_share.hold(m_held.size() + kCopies * open); !held) {
        noRoom(std::move(held.error()));
        co_return false;
    }
    auto job = [reading = m_meter->lend(), bytes = std::string(piece)]() mutable {
        reading->read(bytes);
        return std::move(reading);
    };
    Task<std::unique_ptr<protocol::StreamMeter::Reading>> reads = m_context.services.workers->run(std::move(job));
    auto reading = co_await std::move(reads);
    out = m_meter->takeBack(std::move(reading), piece);
    (void)m_share.hold(m_held.size() + kCopies * static_cast<std::int64_t>(m_meter->openBytes()));
    co_return true;
}

/// What is made of an event is much more work than to read it.
void Attempt::spend(std::size_t bytes)
{
    if (m_isStream)
        m_answer->spend((m_isPlainChat ? kLookCost : kEventCost) * bytes);
}

} // namespace gateway::exchange
