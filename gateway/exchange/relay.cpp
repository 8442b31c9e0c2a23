#include "relay.h"

#include "gateway/core/text/bytes.h"
#include "gateway/exchange/answers/local_answers.h"
#include "gateway/exchange/attempts/answer_kind.h"
#include "gateway/exchange/attempts/idle_guard.h"
#include "gateway/exchange/attempts/native_form.h"
#include "gateway/exchange/attempts/speed_guard.h"
#include "gateway/exchange/attempts/upstream_message.h"
#include "gateway/loop/next_iteration.h"

#include <QtGlobal>

#include <algorithm>
#include <utility>

namespace gateway::exchange {

namespace {

constexpr const char* kBrokeInside = QT_TRANSLATE_NOOP("Error", "The provider broke off with a message that was not kept.");
constexpr const char* kStopped = QT_TRANSLATE_NOOP("Error", "The provider stopped sending in the middle of its answer.");
constexpr const char* kTrickles = QT_TRANSLATE_NOOP("Error", "The provider's answer ended in the middle of an event.");
/// After the last event only the end of the body is missing.
constexpr Milliseconds kLongestEnd{1000};

Broke interrupted(Sentence message)
{
    Broke broke;
    broke.error.kind = ErrorKind::StreamInterrupted;
    broke.error.message = std::move(message);
    return broke;
}

Broke timedOut(Sentence message, AttemptReason what)
{
    Broke broke = interrupted(std::move(message));
    broke.failure = config::FailureClass::Timeout;
    broke.reason = routing::timeoutReason(what);
    return broke;
}

http::Headers redacted(const http::Headers& headers, const secrets::Redactor& redactor)
{
    http::Headers clean;
    for (const auto& [name, value] : headers.fields())
        clean.add(name, redactor.redactKnown(value));
    return clean;
}

/// Null if it is not a stream.
protocol::StreamMeter* meterOf(Attempt& attempt) { return attempt.reading().content().meter(); }
const protocol::StreamMeter* meterOf(const Attempt& attempt) { return attempt.reading().content().meter(); }

/// Whether the stream contains an error of the provider, which may contain our key.
bool hasErrorInside(const Attempt& attempt) { return meterOf(attempt) && meterOf(attempt)->failedInStream(); }

/// Whether the provider put an error into its stream that the client has not seen.
bool hasBrokenInside(const Attempt& attempt) { return hasErrorInside(attempt) && meterOf(attempt)->keepsText(); }

/// Whether the answer was complete before the connection broke.
bool endedWell(const Attempt& attempt)
{
    return meterOf(attempt) && meterOf(attempt)->isWhole() && !meterOf(attempt)->stopsInsideEvent();
}

bool saidAll(const Attempt& attempt) { return endedWell(attempt) && meterOf(attempt)->done(); }

/// Adds the content type of the client's format, and the fields that the target did not receive.
void describeTranslation(const Attempt& attempt, const ClientRequest& request, http::Headers& headers)
{
    if (attempt.reading().shape().isTranslated())
        headers.set("content-type", contentTypeFor(request));
    if (const std::string dropped = droppedText(attempt.losses()); !dropped.empty())
        headers.set("x-signalbox-dropped", dropped);
}

} // namespace

Relay::Relay(Parts parts)
    : m_parts(std::move(parts))
{
}

bool Relay::hasSaidAll() const { return m_attempt && saidAll(*m_attempt); }

void Relay::follow(const Attempt* attempt)
{
    m_attempt = attempt;
    m_parts.live.follow(attempt);
}

Task<> Relay::show(Attempt* attempt, AnswerSearch& search)
{
    noteTarget(*attempt);
    for (;;) {
        Task<std::optional<Broke>> relaying = relay(*attempt);
        const std::optional<Broke> broke = co_await std::move(relaying);
        if (!broke) {
            leave(); // in case the client has stopped reading
            break;
        }
        if (!hasBrokenInside(*attempt) || !attempt->failedInside())
            attempt->brokeOff(*broke);
        Task<Attempt*> looking = search.goOn({*attempt, m_said, m_delivered});
        Attempt* const other = co_await std::move(looking);
        if (!other) {
            interrupt(broke->error);
            break;
        }
        countBroken(*attempt);
        search.end(*std::exchange(attempt, other));
    }
    search.end(*attempt);
}

/// Records the target whose answer the client gets.
void Relay::noteTarget(const Attempt& attempt)
{
    usage::ExchangeRecord& record = *m_parts.state.record;
    const Target& target = attempt.aim().target;
    record.provider = target.provider->settings->id;
    record.model = attempt.entry().keptModel();
    record.isFallback = target.isFallback;
    record.decisions.dropped = attempt.losses();
    const auto* const group = target.candidate->group;
    if (group && attempt.outcome().result == AttemptResult::Answer && attempt.answer().head().status < 400)
        m_parts.state.services.balancer.answered(*group, target.candidate->member, m_parts.state.facts(m_parts.state.services.clock.now()));
}

void Relay::commit(Attempt& attempt)
{
    m_parts.reply.endComments();
    const qsizetype held = attempt.reading().held().size();
    usage::ExchangeRecord& record = *m_parts.state.record;
    if (!record.decisions.isContinued) {
        record.firstByte = ExchangeState::since(m_parts.state.times.begun);
        record.status = attempt.answer().head().status;
        record.isStream |= attempt.reading().shape().isStream;
        if (!m_parts.reply.isSoftCommitted())
            writeHead(attempt, held);
    }
    if (held == 0 || m_parts.state.wantsHeadOnly())
        return;
    record.answerBytes += held;
    QByteArray piece = attempt.reading().held().take();
    if (hasErrorInside(attempt))
        piece = QByteArray::fromStdString(m_parts.state.snapshot->redactor.redactKnown(viewOf(piece)));
    m_parts.state.policies.chain.onAnswer(viewOf(piece));
    m_parts.state.client.write(piece);
}

/// `held`: bytes of the body read so far.
void Relay::writeHead(const Attempt& attempt, qsizetype held)
{
    const http::ResponseHead& head = attempt.answer().head();
    http::Headers headers = headersForClient(head.headers);
    if (head.status >= 400)
        headers = redacted(headers, m_parts.state.snapshot->redactor);
    m_parts.reply.addOwnHeaders(headers, true);
    if (attempt.outcome().result == AttemptResult::Empty)
        headers.set("x-signalbox-error", attempt.outcome().error.code());
    describeTranslation(attempt, m_parts.state.request, headers);
    const bool isWhole = !attempt.reading().shape().isStream && attempt.answer().isComplete();
    const auto known = attempt.reading().knownLength();
    if (attempt.reading().shape().isStream)
        markStream(headers);
    else if (!isWhole && !known && m_parts.state.request.ask.operation == Operation::PassThrough)
        headers.set("x-accel-buffering", "no"); // audio, as it is generated
    m_parts.state.client.writeHead(head.status, headers, isWhole ? held : known ? static_cast<std::int64_t>(*known) : -1);
}

void Relay::noteFirstToken()
{
    Milliseconds& first = m_parts.state.record->firstToken;
    if (first < Milliseconds(0))
        first = ExchangeState::since(m_parts.state.times.begun);
}

void Relay::forward(Attempt& attempt, std::string_view piece)
{
    send(attempt, meterOf(attempt) ? meterOf(attempt)->feed(piece) : piece);
}

Task<std::optional<Broke>> Relay::forwardLong(Attempt& attempt, std::string piece)
{
    Task<Result<std::string_view>> reading = attempt.reading().readLong(piece);
    auto out = co_await std::move(reading);
    if (!out) {
        const AttemptFailure failed = noMemory(std::move(out.error()));
        co_return Broke{failed.error, failed.failure, failed.reason, true};
    }
    send(attempt, *out);
    while (meterOf(attempt)->hasMore()) {
        NextIteration next;
        co_await next;
        if (!m_parts.state.client.drained()) {
            Task<bool> taking = m_parts.reply.taken();
            (void)co_await std::move(taking); // the caller also detects a client that has stopped reading
        }
        send(attempt, meterOf(attempt)->more());
    }
    co_return std::nullopt;
}

/// Sends the client a piece of a stream that has passed its meter.
void Relay::send(Attempt& attempt, std::string_view piece)
{
    std::string masked;
    if (protocol::StreamMeter* const meter = meterOf(attempt)) {
        if (hasErrorInside(attempt)) {
            masked = m_parts.state.snapshot->redactor.redactKnown(piece);
            piece = masked;
        }
        attempt.reading().content().relayed(piece);
        if (meter->hasToken())
            noteFirstToken();
        m_parts.live.progress();
    } else {
        attempt.reading().content().relayed(piece);
    }
    if (piece.empty())
        return;
    m_parts.state.record->answerBytes += static_cast<std::int64_t>(piece.size());
    m_parts.state.policies.chain.onAnswer(piece);
    // Nothing can go wrong any more: one write for the piece and the end.
    const bool isLast = endedWell(attempt) && attempt.answer().isComplete();
    if (isLast || attempt.reading().saver().isSaving()) // the client may continue this response as soon as it has the end
        m_parts.state.client.hold(piece);
    else
        m_parts.state.client.write(piece);
}

Task<std::optional<Broke>> Relay::relay(Attempt& attempt)
{
    follow(&attempt);
    if (attempt.reading().saver().isSaving()) {
        Task<> saving = attempt.reading().saver().saveStreamed();
        co_await std::move(saving);
    }
    commit(attempt);
    attempt.tell();
    if (attempt.reading().shape().isStream && !attempt.answer().isComplete())
        m_parts.meanwhile(); // while the next piece is in transit
    if (meterOf(attempt) && meterOf(attempt)->hasToken()) {
        noteFirstToken();
        m_parts.live.progress();
    }
    http::Answer& answer = attempt.answer();
    const config::TimeoutSettings& limits = attempt.aim().target.provider->settings->timeouts;
    const Milliseconds idle(limits.idle_ms);
    IdleGuard lines(idle, attempt.reading().shape().hasLines);
    const bool isGuarded = limits.minBytesPerSecond.has_value();
    TimePoint last = isGuarded ? std::chrono::steady_clock::now() : TimePoint();
    SpeedGuard speed(limits.minBytesPerSecond, last);
    while (!answer.isComplete() && !m_parts.state.wantsHeadOnly() && !attempt.reading().content().isStopped()) {
        const bool isSaid = saidAll(attempt);
        const Milliseconds limit = isSaid ? kLongestEnd : isGuarded ? std::min(lines.limit(), SpeedGuard::kWindow) : lines.limit();
        Until news(answer.waitPoint(), m_parts.state.services.wheel, limit, [&answer] { return answer.pieceReady(); });
        const Wait wait = co_await news;
        if (wait == Wait::Timeout && isSaid)
            break;
        if (isGuarded && !isSaid) {
            const TimePoint now = std::chrono::steady_clock::now();
            if (speed.isTooSlow(now))
                co_return timedOut(QT_TRANSLATE_NOOP("Error", "The provider sends its answer more slowly than the configured minimum speed."), AttemptReason::Speed);
            if (wait == Wait::Timeout && now - last < idle && !lines.isOver())
                continue;
            last = now;
        }
        if (wait == Wait::Timeout || lines.isOver())
            co_return timedOut(Sentence::of(lines.isInside() ? kTrickles : kStopped), AttemptReason::RestOfAnswer);
        const std::string_view piece = answer.piece();
        speed.took(piece.size());
        lines.took(piece);
        attempt.reading().spend(piece.size());
        if (meterOf(attempt) && meterOf(attempt)->isLong(piece.size())) {
            Task<std::optional<Broke>> forwarding = forwardLong(attempt, std::string(piece));
            std::optional<Broke> broke = co_await std::move(forwarding);
            if (broke)
                co_return broke;
        } else if (!piece.empty()) {
            forward(attempt, piece);
        }
        if (attempt.reading().saver().isSaving()) {
            Task<> rest = attempt.reading().saver().saveStreamed();
            co_await std::move(rest);
            m_parts.state.client.write(std::string_view()); // send what was held
        }
        if (hasBrokenInside(attempt))
            break;
        if (answer.failure() && endedWell(attempt))
            break;
        if (answer.failure())
            co_return interrupted({QT_TRANSLATE_NOOP("Error", "The provider's answer broke off: %1."), {answer.failure()->message}});
        if (m_parts.state.client.drained())
            continue;
        Task<bool> taking = m_parts.reply.taken();
        const bool isTaken = co_await std::move(taking);
        speed.excuse(std::chrono::steady_clock::now());
        lines.excuse();
        if (!isTaken)
            co_return std::nullopt;
    }
    if (attempt.reading().held().isLarge() && !m_parts.state.client.drained()) { // its memory is in use until then
        Task<bool> taking = m_parts.reply.taken();
        const bool isTaken = co_await std::move(taking);
        if (!isTaken)
            co_return std::nullopt;
    }
    co_return complete(attempt);
}

/// Empty if the answer is complete.
std::optional<Broke> Relay::complete(Attempt& attempt)
{
    if (meterOf(attempt)) {
        if (auto broke = completeStream(attempt))
            return broke;
    } else {
        noteWhole(attempt);
    }
    attempt.entry().noteEnd();
    follow(nullptr);
    if (attempt.outcome().result == AttemptResult::Empty)
        noteEmpty(attempt);
    m_parts.state.client.finish();
    return std::nullopt;
}

std::optional<Broke> Relay::completeStream(Attempt& attempt)
{
    protocol::StreamMeter& meter = *meterOf(attempt);
    if (const std::string_view rest = meter.finish(); !rest.empty()) {
        m_parts.state.policies.chain.onAnswer(rest);
        m_parts.state.client.write(rest);
    }
    if (hasBrokenInside(attempt))
        return interrupted({QT_TRANSLATE_NOOP("Error", "The provider broke off: %1"), {m_parts.state.snapshot->redactor.redact(meter.errorMessage())}});
    const bool isError = meter.failedInStream();
    if (!meter.isWhole() && !isError)
        return interrupted(QT_TRANSLATE_NOOP("Error", "The provider ended its stream in the middle of its answer."));
    attempt.reading().saver().claimSound(meter.soundId());
    m_parts.settlement.count(attempt, meter.usage());
    for (std::string& late : attempt.reading().content().lateLosses())
        m_parts.state.record->decisions.dropped.push_back(std::move(late));
    m_parts.state.record->outcome = usage::Outcome::Answered;
    if (isError)
        noteErrorInside(attempt);
    return std::nullopt;
}

/// Records an answer that is not a stream.
void Relay::noteWhole(Attempt& attempt)
{
    usage::ExchangeRecord& record = *m_parts.state.record;
    m_parts.settlement.count(attempt, attempt.reading().content().usage());
    if (auto passed = attempt.reading().passedUsage())
        m_parts.settlement.count(attempt, std::move(*passed));
    if (const auto& late = attempt.reading().content().late())
        m_parts.settlement.bookOwed(late->id, attempt.aim().target, late->usage);
    record.outcome = record.status < 400 ? usage::Outcome::Answered : usage::Outcome::ClientError;
    const bool hasTokens = isConversation(m_parts.state.request.ask); // embeddings, images and audio have none
    if (hasTokens && record.firstToken < Milliseconds(0) && record.outcome == usage::Outcome::Answered)
        record.firstToken = record.firstByte;
}

/// Counts the usage and text of a stream that another one continues.
void Relay::countBroken(const Attempt& broken)
{
    m_said += meterOf(broken)->text();
    m_parts.settlement.count(broken, broken.reading().content().usage());
    m_delivered = m_delivered + broken.reading().content().usage().totalOutput();
    m_parts.state.record->decisions.isContinued = true;
    follow(nullptr);
    if (meterOf(broken)->stopsInsideEvent())
        m_parts.state.client.write(std::string_view("\n\n"));
}

void Relay::interrupt(const Error& error)
{
    const Attempt& attempt = *m_attempt;
    follow(nullptr);
    attempt.entry().noteDuration();
    usage::ExchangeRecord& record = *m_parts.state.record;
    record.outcome = usage::Outcome::Interrupted;
    record.errorCode = std::string(error.code());
    record.decisions.error = hasErrorInside(attempt) ? Sentence::of(kBrokeInside) : m_parts.failures.keptWords(error);
    m_parts.settlement.count(attempt, attempt.reading().content().usage());
    if (!meterOf(attempt))
        m_parts.state.client.breakOff();
    else
        m_parts.reply.endStream(meterOf(attempt)->interruption(error));
}

void Relay::leave()
{
    if (!m_attempt)
        return;
    m_attempt->entry().noteDuration();
    m_parts.settlement.count(*m_attempt, m_attempt->reading().content().usage());
    if (saidAll(*m_attempt) && !m_parts.state.client.hasLost())
        m_parts.state.record->outcome = usage::Outcome::Answered;
    follow(nullptr);
}

/// Records that the client has got the provider's own error.
void Relay::noteErrorInside(Attempt& attempt)
{
    m_parts.state.record->decisions.error = Sentence::of(kBrokeInside);
    m_parts.state.record->outcome = usage::Outcome::ClientError;
    if (!attempt.failedInside())
        return;
    m_parts.state.record->outcome = usage::Outcome::Interrupted;
    m_parts.state.record->errorCode = std::string(errorInfo(ErrorKind::StreamInterrupted).code);
}

/// Records that the client got an empty answer unchanged, which is a failure whatever its status.
void Relay::noteEmpty(const Attempt& attempt)
{
    m_parts.state.record->outcome = usage::Outcome::Failed;
    m_parts.state.record->errorCode = std::string(attempt.outcome().error.code());
    m_parts.state.record->decisions.error = m_parts.failures.keptWords(attempt.outcome().error);
    m_parts.state.record->firstToken = Milliseconds(-1);
}

} // namespace gateway::exchange
