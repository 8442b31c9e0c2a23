#include "attempt.h"

#include "answer_kind.h"
#include "native_form.h"

#include <QtGlobal>

#include <utility>

namespace gateway::exchange {

Attempt::Attempt(const AttemptContext& context, const Target& target, WaitPoint& news, protocol::PartialAnswer partial)
    : m_context(context), m_aim{target, *context.translator.access.of(target), context.translator.requests.requestFor(target), std::move(partial)},
      m_limits(attemptLimits(target.provider->settings->timeouts, m_aim.begun, context.times.deadline, context.request, m_aim.upstream.duties)),
      m_news(news), m_entry(context, m_aim), m_report(context, m_aim, m_entry), m_call(context.services.pool, context.services.wheel),
      m_reading(context, m_aim, m_limits), m_billing({m_context, m_aim, m_entry, m_call, m_reading, m_outcome})
{
}

void Attempt::end()
{
    m_entry.describe();
    if (isOver()) {
        tell();
        return;
    }
    if (m_entry.record().status != 0)
        m_entry.noteRequestId(answer().head().headers);
    m_entry.noteDuration(); // its exchange has ended, or another attempt answered sooner
    m_billing.billAsked();
}

void Attempt::start()
{
    m_task = run();
    m_task.start(*this);
}

Task<> Attempt::run()
{
    Task<> asking = ask(false);
    co_await std::move(asking);
    if (m_outcome.isDecided && m_call.wasStale()) {
        m_outcome = {};
        Task<> again = ask(true);
        co_await std::move(again);
    }
    if (!m_outcome.isDecided && !m_call.undoCoding())
        m_outcome.fail(unusableAnswer(m_aim.provider(), sentenceOf(AttemptReason::UnknownCoding),
                                      {QT_TRANSLATE_NOOP("Error", "used a Content-Encoding that is not one of: %1."), {std::string(http::ContentDecoder::kKnown)}}));
    if (!m_outcome.isDecided) {
        Task<> reading = m_reading.read(answer(), m_call.isCoded(), m_outcome);
        co_await std::move(reading);
    }
    const bool hasCost = m_outcome.cost == FailureCost::IfSent || (m_outcome.cost == FailureCost::IfBegun && m_entry.hasBegun());
    if (hasCost)
        m_billing.billAsked();
}

/// Runs up to the head of the answer.
Task<> Attempt::ask(bool isFresh)
{
    const bool isStream = m_context.request.outline.stream;
    send(isFresh);
    if (!isFresh) {
        m_report.begin();
        m_entry.noteBegun();
    }
    if (const http::UpstreamConnection* const connection = m_call.connection()) {
        Task<Wait> connecting = m_call.connected(m_limits.connect);
        const Wait wait = co_await std::move(connecting);
        m_entry.noteConnected(*connection);
        if (wait == Wait::Timeout) {
            m_outcome.fail(timedOut(m_aim.provider(), AttemptReason::Connecting, m_aim.took()));
            co_return;
        }
    }
    const bool isConnected = !m_call.connection() || !answer().failure();
    Wait wait = Wait::Ready;
    if (isConnected) {
        Task<Wait> heading = m_call.headed(m_limits.first);
        wait = co_await std::move(heading);
    }
    if (wait == Wait::Timeout)
        m_outcome.fail(timedOut(m_aim.provider(), isStream ? AttemptReason::FirstByte : AttemptReason::Answer, m_aim.took()));
    else if (const Error* const why = answer().failure())
        m_outcome.fail(brokenConnection(m_aim.target, m_aim.access, *why, m_call.wasStale()));
    else
        m_entry.noteHead(answer().head().status);
}

void Attempt::send(bool isFresh)
{
    usage::Traceparent own{};
    const UpstreamMessage message{m_context.client,
                                  m_context.request,
                                  m_aim.upstream,
                                  m_aim.target,
                                  m_aim.access,
                                  m_reading.shape().isNative,
                                  m_context.terms.clientCredential,
                                  m_context.services.instanceId,
                                  m_context.services.clock,
                                  m_aim.partial.text.empty() ? nullptr : &m_aim.partial,
                                  m_entry.traceparent(own)};
    m_call.send(message, isFresh);
}

void Attempt::ended()
{
    if (m_task.thrown()) { // an answer that trips this program fails its attempt, and nothing else
        m_outcome = {};
        m_outcome.fail(unusableAnswer(m_aim.provider(), sentenceOf(AttemptReason::UnusableAnswer), QT_TRANSLATE_NOOP("Error", "returned an answer that cannot be processed.")));
    }
    usage::AttemptRecord& noted = m_entry.record();
    const protocol::StreamMeter* const meter = m_reading.content().meter();
    noted.duration = m_aim.took();
    if (m_call.hasAnswer() && answer().isComplete())
        noted.lastByte = noted.duration;
    if (meter && meter->hasToken())
        noted.firstToken = noted.duration;
    else if (isConversation(m_context.request.ask) && !m_reading.shape().isStream && m_outcome.result == AttemptResult::Answer && noted.status < 400)
        noted.firstToken = noted.firstByte;
    m_outcome.isOver = true;
    if (m_outcome.result != AttemptResult::Answer) // the client gets an answer first
        tell();
    m_news.wake(); // last: this object may be gone
}

bool Attempt::mayBeAskedElsewhere() const { return m_outcome.lacksEndpoint && m_context.translator.access.hasOther(m_aim.target); }

std::vector<std::string> Attempt::losses() const
{
    std::vector<std::string> all = m_aim.upstream.losses;
    const std::vector<std::string>& ofAnswer = m_reading.content().losses();
    all.insert(all.end(), ofAnswer.begin(), ofAnswer.end());
    return all;
}

void Attempt::tell()
{
    const bool hasHead = m_entry.record().status != 0;
    if (hasHead)
        m_entry.noteRequestId(answer().head().headers);
    m_report.tell(m_outcome, hasHead && m_call.connection() ? &answer().head() : nullptr);
}

void Attempt::giveWay(AttemptReason why)
{
    m_entry.record().reason = sentenceOf(why);
    m_billing.billAsked();
}

void Attempt::brokeOff(const Broke& broke)
{
    if (broke.isOurs) {
        m_reading.held().drop();
        m_outcome.verdict.rests = routing::Rests::Nothing;
    }
    m_outcome.failure = broke.failure;
    usage::AttemptRecord& noted = m_entry.record();
    noted.failure = broke.failure;
    noted.reason = broke.reason;
    noted.duration = m_aim.took();
    m_report.tellBroken(m_outcome);
}

bool Attempt::failedInside()
{
    constexpr int kAnswered = 200;
    const protocol::StreamMeter& meter = *m_reading.content().meter();
    m_outcome.verdict = m_reading.judge().verdictOn(kAnswered, answer().head().headers, errorInStream(meter));
    const auto failure = m_outcome.verdict.failure;
    if (!failure && !meter.hasToken())
        return false;
    if (!failure || meter.work().lacksJson)
        m_outcome.verdict.rests = routing::Rests::Nothing; // it is unknown who is to blame
    brokeOff({{}, failure.value_or(config::FailureClass::ServerError), sentenceOf(AttemptReason::ErrorInStream)});
    return true;
}

} // namespace gateway::exchange
