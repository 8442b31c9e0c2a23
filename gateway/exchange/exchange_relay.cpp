// What the client gets to see: the answer as it comes, or the error that is left.

#include "exchange.h"

#include "gateway/core/text/bytes.h"
#include "gateway/exchange/answers/local_answers.h"
#include "gateway/exchange/attempts/idle_guard.h"
#include "gateway/exchange/attempts/speed_guard.h"
#include "gateway/exchange/attempts/upstream_message.h"
#include "gateway/http/content_decoder.h"
#include "gateway/loop/next_turn.h"
#include "gateway/protocol/anthropic/anthropic_shapes.h"

#include <algorithm>

namespace gateway::exchange {

namespace {

constexpr const char* kBrokeInside = "The provider broke off in its own words, which are not kept.";
constexpr const char* kStopped = "The provider stopped sending in the middle of its answer.";
constexpr const char* kTrickles = "The provider did not bring to its end what it had begun to send.";
constexpr std::string_view kDone = "data: [DONE]\n\n";
constexpr std::string_view kComment = ": waiting for the provider\n\n";
constexpr Milliseconds kLongestDrain{10 * 60 * 1000};
/// Behind the last event only the end of the body is missing.
constexpr Milliseconds kLongestEnd{1000};

Broke interrupted(std::string message)
{
    Broke broke;
    broke.error.kind = ErrorKind::StreamInterrupted;
    broke.error.message = std::move(message);
    return broke;
}

Broke timedOut(std::string message, std::string what)
{
    Broke broke = interrupted(std::move(message));
    broke.failure = config::FailureClass::Timeout;
    broke.reason = "time-out: " + std::move(what);
    return broke;
}

http::Headers redacted(const http::Headers& headers, const secrets::Redactor& redactor)
{
    http::Headers clean;
    for (const auto& [name, value] : headers.fields())
        clean.add(name, redactor.redactKnown(value));
    return clean;
}

/// A conversation that Anthropic would keep. Its package sends all of it once it is told in
/// the words that it knows.
constexpr std::string_view kThread = "thread";

/// Names of fields come from the client: nothing in them may end a header.
std::string headerText(std::string text)
{
    std::replace_if(text.begin(), text.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return text;
}

} // namespace

void Exchange::addOwnHeaders(http::Headers& headers, bool withTarget) const
{
    headers.add("x-signalbox-request-id", m_record->id);
    if (!m_record->route.empty())
        headers.add("x-signalbox-route", m_record->route);
    if (withTarget) {
        headers.add("x-signalbox-provider", m_record->provider);
        headers.add("x-signalbox-model", m_record->model);
    }
    if (!m_record->attempts.empty())
        headers.add("x-signalbox-attempts", std::to_string(m_record->attempts.size()));
    addCorsHeaders(m_client.request(), *m_snapshot, headers);
}

void Exchange::commit(Attempt& attempt)
{
    m_commentDue = TimePoint::max();
    const qsizetype held = attempt.heldBytes();
    if (!m_record->trail.isContinued) {
        m_record->firstByte = since(m_begun);
        const http::ResponseHead& head = attempt.answer().head();
        m_record->status = head.status;
        m_record->isStream |= attempt.isStream();
        if (!m_isSoftCommitted) {
            http::Headers headers = headersForClient(head.headers);
            if (head.status >= 400)
                headers = redacted(headers, m_snapshot->redactor);
            addOwnHeaders(headers, true);
            if (attempt.result() == Attempt::Result::Empty)
                headers.set("x-signalbox-error", attempt.error().code());
            describeTranslation(attempt, headers);
            const bool isWhole = !attempt.isStream() && attempt.answer().isComplete();
            const auto known = attempt.knownLength();
            if (attempt.isStream())
                markStream(headers);
            else if (!isWhole && !known && m_request.ask.operation == Operation::PassThrough)
                headers.set("x-accel-buffering", "no"); // sound, as it is made
            m_client.writeHead(head.status, headers, isWhole ? held : known ? static_cast<std::int64_t>(*known) : -1);
        }
    }
    if (held > 0 && !wantsHeadOnly()) {
        m_record->answerBytes += held;
        QByteArray piece = attempt.takeHeld();
        if (hasErrorInside(attempt))
            piece = QByteArray::fromStdString(m_snapshot->redactor.redactKnown(viewOf(piece)));
        keepAnswer(viewOf(piece));
        m_client.write(piece);
    }
}

/// An error of the provider, which may have our key in it, is in the stream.
bool Exchange::hasErrorInside(const Attempt& attempt)
{
    return attempt.meter() && attempt.meter()->failedInStream();
}

/// The rest of an answer to it need not be waited for.
bool Exchange::wantsHeadOnly() const { return m_client.request().method == "HEAD"; }

/// The client's own kind of body, and what the target could not be told.
void Exchange::describeTranslation(const Attempt& attempt, http::Headers& headers)
{
    if (attempt.isTranslated())
        headers.set("content-type", attempt.contentType());
    std::string dropped;
    for (const std::string& each : attempt.losses())
        dropped += (dropped.empty() ? "" : ", ") + each;
    if (!dropped.empty())
        headers.set("x-signalbox-dropped", headerText(dropped));
}

void Exchange::sendComment()
{
    if (!std::exchange(m_isSoftCommitted, true)) {
        http::Headers headers;
        headers.add("content-type", "text/event-stream");
        markStream(headers);
        headers.set("x-signalbox-request-id", m_record->id);
        if (!m_record->route.empty())
            headers.set("x-signalbox-route", m_record->route);
        addCorsHeaders(m_client.request(), *m_snapshot, headers);
        m_client.writeHead(200, headers, -1);
        m_record->status = 200; // which the client has, whatever comes
    }
    m_client.write(kComment);
    m_commentDue = std::chrono::steady_clock::now() + Milliseconds(m_snapshot->settings.listen.streamComment_ms);
}

void Exchange::forward(Attempt& attempt, std::string_view piece)
{
    send(attempt, attempt.meter() ? attempt.meter()->feed(piece) : piece);
}

Task<std::optional<Broke>> Exchange::forwardLong(Attempt& attempt, std::string piece)
{
    std::string_view out;
    Task<bool> reading = attempt.readLong(piece, out);
    const bool isRead = co_await std::move(reading);
    if (!isRead)
        co_return Broke{attempt.error(), config::FailureClass::ServerError, "no memory for the answer"};
    send(attempt, out);
    while (attempt.meter()->hasMore()) {
        NextTurn turn;
        co_await turn;
        if (!m_client.drained()) {
            Task<bool> taking = taken();
            (void)co_await std::move(taking); // who reads no more is seen by the caller, too
        }
        send(attempt, attempt.meter()->more());
    }
    co_return std::nullopt;
}

/// What the client gets, of a stream behind its meter.
void Exchange::send(Attempt& attempt, std::string_view piece)
{
    std::string masked;
    if (protocol::StreamMeter* const meter = attempt.meter()) {
        if (hasErrorInside(attempt)) {
            masked = m_snapshot->redactor.redactKnown(piece);
            piece = masked;
        }
        attempt.relayed(piece);
        if (meter->hasToken() && m_record->firstToken < Milliseconds(0))
            m_record->firstToken = since(m_begun);
        showProgress(attempt);
    } else {
        attempt.relayed(piece);
    }
    if (piece.empty())
        return;
    m_record->answerBytes += static_cast<std::int64_t>(piece.size());
    keepAnswer(piece);
    // Nothing can go wrong any more: one write for it and the end.
    const bool isLast = endedWell(attempt) && attempt.answer().isComplete();
    if (isLast || attempt.isKeeping()) // whoever has read its end may go on from it at once
        m_client.hold(piece);
    else
        m_client.write(piece);
}

Task<std::optional<Broke>> Exchange::relay(Attempt& attempt)
{
    m_relayed = &attempt;
    if (attempt.isKeeping()) {
        Task<> keeping = attempt.keepStreamed();
        co_await std::move(keeping);
    }
    commit(attempt);
    attempt.tell();
    if (attempt.isStream() && !attempt.answer().isComplete())
        noteRequest(); // while the next piece is on its way
    if (attempt.meter() && attempt.meter()->hasToken()) {
        if (m_record->firstToken < Milliseconds(0))
            m_record->firstToken = since(m_begun);
        showProgress(attempt);
    }
    http::Answer& answer = attempt.answer();
    const config::TimeoutSettings& limits = attempt.target().provider->settings->timeouts;
    const Milliseconds idle(limits.idle_ms);
    IdleGuard lines(idle, attempt.hasLines());
    const bool isGuarded = limits.minBytesPerSecond.has_value();
    TimePoint last = isGuarded ? std::chrono::steady_clock::now() : TimePoint();
    SpeedGuard speed(limits.minBytesPerSecond, last);
    while (!answer.isComplete() && !wantsHeadOnly() && !attempt.isStopped()) {
        const bool isSaid = hasSaidAll(attempt);
        const Milliseconds limit = isSaid ? kLongestEnd : isGuarded ? std::min(lines.limit(), SpeedGuard::kWindow) : lines.limit();
        Until news(answer.waitPoint(), m_services.wheel, limit, [&answer] { return answer.pieceReady(); });
        const Wait wait = co_await news;
        if (wait == Wait::Timeout && isSaid)
            break;
        if (isGuarded && !isSaid) {
            const TimePoint now = std::chrono::steady_clock::now();
            if (speed.isTooSlow(now))
                co_return timedOut("The provider sends its answer more slowly than its settings want.", "its speed");
            if (wait == Wait::Timeout && now - last < idle && !lines.isOver())
                continue;
            last = now;
        }
        if (wait == Wait::Timeout || lines.isOver())
            co_return timedOut(lines.isInside() ? kTrickles : kStopped, "the rest of the answer");
        const std::string_view piece = answer.piece();
        speed.took(piece.size());
        lines.took(piece);
        attempt.spend(piece.size());
        if (attempt.meter() && attempt.meter()->isLong(piece.size())) {
            Task<std::optional<Broke>> forwarding = forwardLong(attempt, std::string(piece));
            std::optional<Broke> broke = co_await std::move(forwarding);
            if (broke)
                co_return broke;
        } else if (!piece.empty()) {
            forward(attempt, piece);
        }
        if (attempt.isKeeping()) {
            Task<> rest = attempt.keepStreamed();
            co_await std::move(rest);
            m_client.write(std::string_view()); // what was held
        }
        if (hasBrokenInside(attempt))
            break;
        if (answer.failure() && endedWell(attempt))
            break;
        if (answer.failure())
            co_return interrupted("The provider's answer broke off: " + answer.failure()->message + '.');
        if (m_client.drained())
            continue;
        Task<bool> taking = taken();
        const bool isTaken = co_await std::move(taking);
        speed.excuse(std::chrono::steady_clock::now());
        lines.excuse();
        if (!isTaken)
            co_return std::nullopt;
    }
    if (attempt.isLarge() && !m_client.drained()) { // its memory is not free before
        Task<bool> taking = taken();
        const bool isTaken = co_await std::move(taking);
        if (!isTaken)
            co_return std::nullopt;
    }
    co_return completeRelay(attempt);
}

Task<bool> Exchange::taken()
{
    m_client.watchDrain(true);
    Until room(m_client.waitPoint(), m_services.wheel, kLongestDrain, [this] { return m_client.drained(); });
    const Wait wait = co_await room;
    m_client.watchDrain(false);
    if (wait == Wait::Timeout)
        m_client.breakOff();
    co_return wait != Wait::Timeout;
}

/// The provider put an error into its stream, which the client has not seen.
bool Exchange::hasBrokenInside(const Attempt& attempt)
{
    return hasErrorInside(attempt) && attempt.meter()->keepsText();
}

/// Its answer had come to its end before it broke off.
bool Exchange::endedWell(const Attempt& attempt)
{
    return attempt.meter() && attempt.meter()->isWhole() && !attempt.meter()->stopsInsideEvent();
}

/// The last event of its format has come: what is missing is the end of the body.
bool Exchange::hasSaidAll(const Attempt& attempt)
{
    return endedWell(attempt) && attempt.meter()->done();
}

/// Empty: it is all there.
std::optional<Broke> Exchange::completeRelay(Attempt& attempt)
{
    if (protocol::StreamMeter* const meter = attempt.meter()) {
        const std::string_view rest = meter->finish();
        if (!rest.empty()) {
            keepAnswer(rest);
            m_client.write(rest);
        }
        if (hasBrokenInside(attempt))
            return interrupted("The provider broke off: " + m_snapshot->redactor.redact(meter->errorMessage()));
        if (!meter->done() && attempt.answer().failure())
            m_client.write(kDone); // all was said, and the connection broke before its last words
        const bool isError = meter->failedInStream();
        if (!meter->isWhole() && !isError)
            return interrupted("The provider ended its stream in the middle of its answer.");
        count(attempt, meter->usage());
        attempt.claimStreamed();
        for (std::string& late : attempt.lateLosses())
            m_record->trail.dropped.push_back(std::move(late));
        m_record->outcome = usage::Outcome::Answered;
        if (isError)
            noteErrorInside(attempt);
    } else {
        count(attempt, attempt.usage());
        if (auto passed = attempt.passedUsage())
            count(attempt, std::move(*passed));
        if (const auto& late = attempt.late())
            bookOwed(late->id, attempt.target(), late->usage);
        m_record->outcome = m_record->status < 400 ? usage::Outcome::Answered : usage::Outcome::ClientError;
        if (m_record->firstToken < Milliseconds(0) && m_record->outcome == usage::Outcome::Answered)
            m_record->firstToken = m_record->firstByte;
    }
    attempt.noteEnd();
    m_relayed = nullptr;
    if (attempt.result() == Attempt::Result::Empty)
        noteEmpty(attempt);
    m_client.finish();
    return std::nullopt;
}

/// The client has got the provider's own error.
void Exchange::noteErrorInside(Attempt& attempt)
{
    m_record->trail.error = kBrokeInside;
    m_record->outcome = usage::Outcome::ClientError;
    if (!attempt.failedInside())
        return;
    m_record->outcome = usage::Outcome::Interrupted;
    m_record->errorCode = std::string(errorInfo(ErrorKind::StreamInterrupted).code);
}

/// The client got it as it came, and nothing in it: no answer, whatever its status says.
void Exchange::noteEmpty(const Attempt& attempt)
{
    m_record->outcome = usage::Outcome::Failed;
    m_record->errorCode = std::string(attempt.error().code());
    m_record->trail.error = keptWords(attempt.error());
    m_record->firstToken = Milliseconds(-1);
}

void Exchange::interrupt(const Attempt& attempt, const Error& error)
{
    m_relayed = nullptr;
    attempt.leave();
    m_record->outcome = usage::Outcome::Interrupted;
    m_record->errorCode = std::string(error.code());
    m_record->trail.error = hasErrorInside(attempt) ? kBrokeInside : keptWords(error);
    count(attempt, attempt.usage());
    if (!attempt.meter()) {
        m_client.breakOff();
        return;
    }
    endStream(attempt.meter()->interruption(error));
}

// Without [DONE], so no client takes it for the end of an answer. But the framing
// is whole and the connection stays: clients that are behind in reading would lose
// all of it, and the error, with one that breaks; those that use it again at once
// would lose their next request with one that closes.
void Exchange::endStream(const std::string& lastEvent)
{
    m_client.write(lastEvent);
    m_client.finish();
}

void Exchange::refuse(const Error& error, std::string_view code)
{
    m_record->trail.error = keptWords(error);
    m_record->errorCode = std::string(error.code());
    m_record->status = error.httpStatus();
    const bool isRefused = !m_failures.empty() && m_failures.back().isRefusal;
    const bool isClients = error.httpStatus() < 500 && (m_record->attempts.empty() || isRefused)
                           && error.kind != ErrorKind::UpstreamRateLimited;
    m_record->outcome = isClients ? usage::Outcome::ClientError : usage::Outcome::Failed;
    const protocol::Dialect dialect = this->dialect();
    if (m_isSoftCommitted) {
        m_record->status = 200;
        endStream(protocol::errorEvent(dialect, error, code, m_record->id));
        return;
    }
    http::Headers headers;
    headers.add("content-type", "application/json");
    headers.add("x-signalbox-error", error.code());
    if (error.retryAfter_s > 0)
        headers.add("retry-after", std::to_string(error.retryAfter_s));
    // The SDKs of OpenAI and Anthropic obey it; without it they ask thrice for what no time mends.
    // Source: openai-node and anthropic-sdk-typescript, src/client.ts, shouldRetry. Read 2026-11-21.
    const bool isUnusable = error.kind == ErrorKind::NoUsableTarget || error.kind == ErrorKind::NoUsableKey;
    const bool isLasting = isUnusable && error.retryAfter_s == 0;
    if (error.httpStatus() >= 500 && (isLasting || !errorInfo(error.kind).retryable))
        headers.add("x-should-retry", "false");
    if (error.kind == ErrorKind::InvalidConsumerKey) // Source: RFC 9110 §15.5.2, RFC 6750 §3
        headers.add("www-authenticate", "Bearer");
    if (error.kind == ErrorKind::MethodNotAllowed && m_endpoint.endpoint)
        headers.add("allow", m_endpoint.endpoint->methods);
    // Not where it is the type that is wrong. Source: RFC 9110 §12.5.3.
    if (error.kind == ErrorKind::UnsupportedMediaType && !http::ContentDecoder::of(m_client.request().headers))
        headers.add("accept-encoding", http::ContentDecoder::kKnown);
    addOwnHeaders(headers, false);
    if (!m_record->attempts.empty()) {
        headers.set("x-signalbox-provider", m_record->attempts.back().provider);
        headers.set("x-signalbox-model", m_record->attempts.back().model);
    }
    const bool isOfThread = dialect == protocol::Dialect::Anthropic && error.param == kThread;
    const std::string body = !isOfThread ? protocol::errorBody(dialect, error, m_record->id, code)
        : error.httpStatus() == 404      ? protocol::threadNotFoundBody()
                                         : protocol::threadUnsupportedBody();
    m_client.respond(error.httpStatus(), headers, QByteArray::fromStdString(body));
}

void Exchange::respondJson(int status, const std::string& body)
{
    http::Headers headers;
    headers.add("content-type", "application/json");
    addOwnHeaders(headers, false);
    m_record->status = status;
    m_record->outcome = usage::Outcome::Answered;
    m_client.respond(status, headers, QByteArray::fromStdString(body));
}

} // namespace gateway::exchange
