#include "answer_reading.h"

#include "answer_verdict.h"
#include "native_form.h"
#include "speed_guard.h"

#include "gateway/core/json/json_repair.h"
#include "gateway/core/json/json_values.h"
#include "gateway/core/text/ascii.h"
#include "gateway/core/text/bytes.h"
#include "gateway/loop/next_iteration.h"
#include "gateway/protocol/dialect.h"
#include "gateway/protocol/format.h"
#include "gateway/protocol/metering/openai_chat_meter.h"

#include <QtGlobal>

#include <algorithm>
#include <string>
#include <utility>

namespace gateway::exchange {

namespace {

using config::FailureClass;

constexpr int kWell = 200;
constexpr qsizetype kMostHeldOfStream = 256 * 1024;
constexpr qsizetype kMostOfRefusal = 256 * 1024;
/// The cost of a byte of a stream that is read event by event, in copied bytes: see `Answer::spend()`.
constexpr std::size_t kEventCost = 32;
constexpr std::size_t kLookCost = 8; ///< if it is only scanned and relayed unchanged

/// OpenAI's packages look for an error's message in this field only; some providers use others.
// An upstream's error without our secrets, which some upstreams repeat.
QByteArray redacted(std::string_view body, const secrets::Redactor& redactor)
{
    const std::string text = redactor.redactKnown(body);
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

AnswerReading::AnswerReading(const AttemptContext& context, const AttemptAim& aim, const AttemptLimits& limits)
    : m_context(context), m_aim(aim), m_limits(limits),
      m_judge({context.snapshot, context.services.clock, context.request, context.translator.access}, aim.target, aim.access,
              context.terms.clientCredential != nullptr),
      m_shape(shapeBefore(context.request.ask, aim.access)), m_held(context.charge)
{
}

bool AnswerReading::passes() const { return m_shape.isNative && !m_shape.mayBeGathered && !m_context.translator.answers.isFiltered(); }

Task<> AnswerReading::read(http::Answer& answer, bool isCoded, AttemptOutcome& outcome)
{
    m_answer = &answer;
    m_isCoded = isCoded;
    const http::ResponseHead& head = answer.head();
    if (head.status < 200 || head.status >= 600) {
        outcome.fail(unusableAnswer(m_aim.provider(), std::to_string(head.status), QT_TRANSLATE_NOOP("Error", "answered with an invalid HTTP status.")));
        co_return;
    }
    m_shape = shapeOf(m_context.request, m_aim.access, head, m_context.translator.answers.isFiltered());
    Task<> reading = head.status >= 300 ? readRefusal(outcome) : m_shape.isStream ? readStream(outcome) : readWhole(outcome);
    co_await std::move(reading);
}

Task<> AnswerReading::readRefusal(AttemptOutcome& outcome)
{
    http::Answer& answer = *m_answer;
    while (!answer.isComplete() && !answer.failure() && m_held.size() < kMostOfRefusal) {
        Until news(answer.waitPoint(), m_context.services.wheel, m_limits.whole, [&answer] { return answer.pieceReady(); });
        const Wait wait = co_await news;
        if (wait == Wait::Timeout)
            break; // the status alone is enough
        if (!hold(answer.piece(), outcome))
            co_return;
    }
    const http::ResponseHead& head = answer.head();
    m_judge.judgeRefusal(head, m_held.view(), m_context.terms.fallback->statuses, outcome);
    if (outcome.isDecided && outcome.failure != FailureClass::ContextTooLong)
        co_return;
    // For an error of the client, it gets the upstream's own words, if they arrived completely and in a form that the
    // client can read.
    const Ask& ask = m_context.request.ask;
    const bool hasShape = isConversation(ask) || ask.operation == Operation::Embed
        ? protocol::isErrorBody(protocol::formatInfo(ask.format).dialect, m_held.view())
        : m_context.services.answerReader.read(m_held.view()).isJson;
    outcome.isReadable = (head.status < 500 || !outcome.isDecided) && !m_shape.isTranslated() && answer.isComplete() && hasShape;
    m_held.replace(redacted(m_held.view(), m_context.snapshot.redactor));
    if (!outcome.isDecided)
        outcome.decide(AttemptResult::Refusal);
}

Task<> AnswerReading::readStream(AttemptOutcome& outcome)
{
    http::Answer& answer = *m_answer;
    m_content.readWith(makeMeter());
    protocol::StreamMeter& meter = *m_content.meter();
    meter.keepSaid();
    while (!meter.hasBegun() && !meter.failedInStream() && !m_content.isStopped() && m_held.size() < kMostHeldOfStream) {
        if (answer.isComplete()) {
            hold(meter.finish(), outcome);
            break;
        }
        Until news(answer.waitPoint(), m_context.services.wheel, m_limits.first, [&answer] { return answer.pieceReady(); });
        const Wait wait = co_await news;
        if (wait == Wait::Timeout) {
            outcome.fail(timedOut(m_aim.provider(), AttemptReason::FirstToken, m_aim.took()));
            co_return;
        }
        if (answer.failure()) {
            outcome.fail(brokenConnection(m_aim.target, m_aim.access, *answer.failure(), false));
            co_return;
        }
        Task<bool> taking = takePiece(answer.piece(), outcome);
        const bool isTaken = co_await std::move(taking);
        if (!isTaken)
            co_return;
    }
    conclude(outcome);
    if (meter.hasReasoning() && m_shape.isPlainChat)
        m_content.listen(m_context.translator.conversation.thoughts(), m_held.view());
}

/// False if there is no memory for the piece, so that the attempt has failed.
Task<bool> AnswerReading::takePiece(std::string_view piece, AttemptOutcome& outcome)
{
    protocol::StreamMeter& meter = *m_content.meter();
    spend(piece.size());
    if (!meter.isLong(piece.size()) || !m_held.isCharged())
        co_return hold(meter.feed(piece), outcome);
    const std::string copy(piece);
    Task<Result<std::string_view>> reading = readLong(copy);
    auto out = co_await std::move(reading);
    if (!out) {
        lackMemory(std::move(out.error()), outcome);
        co_return false;
    }
    if (!hold(*out, outcome))
        co_return false;
    while (meter.hasMore()) {
        NextIteration next;
        co_await next;
        if (!hold(meter.more(), outcome))
            co_return false;
    }
    co_return true;
}

/// Concludes from the beginning of a stream.
void AnswerReading::conclude(AttemptOutcome& outcome)
{
    const protocol::StreamMeter& meter = *m_content.meter();
    const std::string& provider = m_aim.provider();
    switch (streamBeginning(meter, m_answer->isComplete())) {
    case StreamBeginning::Answer: return outcome.decide(AttemptResult::Answer);
    case StreamBeginning::Empty: return outcome.beEmpty(provider);
    case StreamBeginning::Unbegun: return outcome.fail(unusableAnswer(provider, {}, QT_TRANSLATE_NOOP("Error", "ended its stream before it began to answer.")));
    case StreamBeginning::LacksJson: return outcome.failWithoutRest(lacksJson(provider, m_aim.upstream.duties));
    case StreamBeginning::NotJson: return outcome.fail(notJson(provider, m_held.view()));
    case StreamBeginning::Error: break;
    }
    m_judge.judge(kWell, m_answer->head().headers, errorInStream(meter), true, outcome);
    if (outcome.isDecided && meter.errorType() == errorInfo(ErrorKind::UpstreamProtocolError).code)
        outcome.error.kind = ErrorKind::UpstreamProtocolError;
    if (!outcome.isDecided)
        // the client's own fault, reported inside the stream
        outcome.decide(m_shape.isTranslated() ? AttemptResult::Refusal : AttemptResult::Answer);
}

std::unique_ptr<protocol::StreamMeter> AnswerReading::makeMeter()
{
    if (!m_shape.isPlainChat)
        return m_context.translator.streams.meterFor(m_aim.target, m_content.owedOfStream());
    const bool wantsUsage = m_context.request.outline.includeUsage;
    auto meter = std::make_unique<protocol::OpenAiChatMeter>(
        m_context.services.answerReader, wantsUsage ? protocol::UsageChunk::Keep : protocol::UsageChunk::Remove);
    if (m_context.terms.mayContinue)
        meter->keepText();
    if (!m_aim.partial.text.empty())
        meter->continueAs(m_aim.partial.identity);
    return meter;
}

Task<> AnswerReading::readWhole(AttemptOutcome& outcome)
{
    http::Answer& answer = *m_answer;
    if (const auto length = answer.head().contentLength; length && m_shape.tellsUsage)
        m_held.reserve(static_cast<qsizetype>(std::min<std::uint64_t>(*length, kMostHeldWhole)));
    const auto wantedSpeed = m_aim.target.provider->settings->timeouts.minBytesPerSecond;
    SpeedGuard speed(wantedSpeed, wantedSpeed ? std::chrono::steady_clock::now() : TimePoint());
    while (!answer.isComplete() && mayHoldMore(m_shape, m_held.size(), passes())) {
        Until news(answer.waitPoint(), m_context.services.wheel, std::min(m_limits.whole, speed.due()), [&answer] { return answer.pieceReady(); });
        const Wait wait = co_await news;
        if (wait == Wait::Timeout) {
            const TimePoint now = std::chrono::steady_clock::now();
            if (now < m_limits.whole && !speed.isTooSlow(now))
                continue;
            outcome.fail(timedOut(m_aim.provider(), now < m_limits.whole ? AttemptReason::Speed : AttemptReason::Answer, m_aim.took()));
            co_return;
        }
        if (answer.failure()) {
            outcome.fail(brokenConnection(m_aim.target, m_aim.access, *answer.failure(), false));
            co_return;
        }
        const std::string_view piece = answer.piece();
        speed.took(piece.size());
        if (!hold(piece, outcome))
            co_return;
    }
    if (!answer.isComplete()) {
        passBy(outcome);
        co_return;
    }
    Task<> checking = m_shape.isPlainChat && !m_shape.mayBeGathered ? readPlainChat(outcome) : readOther(outcome);
    co_await std::move(checking);
}

/// The answer is too long to be held: it is relayed unchanged. A model's answer must look like JSON.
void AnswerReading::passBy(AttemptOutcome& outcome)
{
    if (!passes())
        return outcome.fail(unusableAnswer(m_aim.provider(), sentenceOf(AttemptReason::TooLong),
                                           Sentence::of(m_shape.mayBeGathered
                    ? QT_TRANSLATE_NOOP("Error", "returned a stream of more than 8 MiB, although the request did not ask for a stream.")
                    : QT_TRANSLATE_NOOP("Error", "returned an answer longer than 64 MiB."))));
    const std::string_view held = m_held.view();
    const bool isObject = trimmed(held.substr(byteOrderMark(held)), " \t\r\n").starts_with('{');
    if (!isObject && m_context.request.ask.operation != Operation::PassThrough)
        return outcome.fail(notJson(m_aim.provider(), held));
    if (isObject && m_shape.tellsUsage)
        m_content.passBy(held);
    outcome.decide(AttemptResult::Answer);
}

Task<> AnswerReading::readPlainChat(AttemptOutcome& outcome)
{
    const auto look = [this] {
        m_held.reserve(m_held.size()); // usually reserved already
        return m_context.services.answerReader.read(m_held.view(), static_cast<std::size_t>(m_held.bytes().capacity()),
                                                    protocol::OpenAiChatReader::Estimates::LeftOut);
    };
    protocol::ChatFacts facts = look();
    if (const auto repaired = facts.isJson ? std::nullopt : repairedJson(m_held.view())) {
        m_held.replace(QByteArray::fromStdString(*repaired));
        facts = look();
    }
    m_context.translator.saver.claimSound(facts.soundId);
    m_content.take(facts);
    const ChatAnswer what = chatAnswerOf(facts);
    const bool isRefusal = what == ChatAnswer::Error && !saysSomething(facts); // an error that is not a failure is the client's own fault
    const bool hasThoughts = what != ChatAnswer::NotJson && facts.hasReasoning;
    if (what == ChatAnswer::NotJson)
        outcome.fail(notJson(m_aim.provider(), m_held.view()));
    else if (what == ChatAnswer::Empty)
        outcome.beEmpty(m_aim.provider());
    else if (what == ChatAnswer::Error)
        m_judge.judge(kWell, m_answer->head().headers, m_held.view(), false, outcome);
    if (!outcome.isDecided)
        outcome.decide(isRefusal ? AttemptResult::Refusal : AttemptResult::Answer);
    if (!hasThoughts)
        co_return;
    auto hear = [body = m_held.bytes()] { return ThoughtListener::answerIn(viewOf(body)); };
    Task<std::optional<protocol::ModelAnswer>> hearing = m_context.services.workers->runIf(isLongWork(m_held.view()), std::move(hear));
    const auto answer = co_await std::move(hearing);
    if (answer)
        ThoughtListener(m_context.translator.conversation.thoughts()).hear(*answer);
}

/// Reads an answer that is relayed unchanged or translated.
Task<> AnswerReading::readOther(AttemptOutcome& outcome)
{
    const bool isLong = isLongWork(m_held.view());
    http::BodyBudget::Share none;
    const http::BodyBudget::Share& share = isLong ? m_held.share() : none;
    QByteArray body = m_held.bytes(); // shared with the held answer
    Task<gateway::Result<WholeAnswer>> reading = m_context.translator.answers.read(m_aim.target, std::move(body), m_shape.mayBeGathered, isLong, share);
    gateway::Result<WholeAnswer> whole = co_await std::move(reading);
    if (!whole) {
        lackMemory(std::move(whole.error()), outcome);
        co_return;
    }
    m_shape.isGathered = whole->state.isGathered;
    conclude(std::move(*whole), outcome);
}

/// Concludes from a whole answer that was read.
void AnswerReading::conclude(WholeAnswer whole, AttemptOutcome& outcome)
{
    const std::string& provider = m_aim.provider();
    const AnswerSoundness& state = whole.state;
    const bool isPart = whole.part.has_value();
    m_content.take(whole);
    if (state.most > 0)
        return outcome.fail(tooManyValues(provider, state.most));
    if (m_shape.isGathered && !state.isReadable)
        return outcome.fail(unusableAnswer(provider, sentenceOf(AttemptReason::UnusableStream), QT_TRANSLATE_NOOP("Error", "returned a stream without a complete answer, although the request did not ask for a stream.")));
    if (!state.isReadable && state.isJson)
        return outcome.fail(unusableAnswer(provider, sentenceOf(AttemptReason::OtherJson), QT_TRANSLATE_NOOP("Error", "returned JSON that does not match its API. Check its type and base_url.")));
    if (!state.isReadable)
        return outcome.fail(notJson(provider, m_held.view()));
    if (state.isError)
        m_judge.judge(kWell, m_answer->head().headers, state.error.empty() ? m_held.view() : std::string_view(state.error), false, outcome);
    if (outcome.isDecided)
        return;
    if (state.isError && m_shape.isTranslated())
        return outcome.decide(AttemptResult::Refusal);
    if (whole.work.lacksJson)
        return outcome.failWithoutRest(lacksJson(provider, m_aim.upstream.duties));
    if (isPart && whole.isEmpty) {
        outcome.fail(unusableAnswer(provider, sentenceOf(AttemptReason::EmptyAnswer), QT_TRANSLATE_NOOP("Error", "returned an empty answer.")));
        outcome.failure = FailureClass::EmptyAnswer; // the other parts are not relayed without it
        return;
    }
    if (isPart)
        return outcome.decide(AttemptResult::Answer);
    if (whole.translated)
        m_held.replace(std::move(*whole.translated));
    else if (m_shape.isTranslated()) // the received answer is in another format than the client's
        return outcome.fail(unusableAnswer(provider, sentenceOf(AttemptReason::UnusableAnswer), QT_TRANSLATE_NOOP("Error", "returned an answer without the requested content.")));
    return whole.isEmpty ? outcome.beEmpty(provider) : outcome.decide(AttemptResult::Answer);
}

/// False if there is no memory for the piece, so that the attempt has failed.
bool AnswerReading::hold(std::string_view piece, AttemptOutcome& outcome)
{
    auto held = m_held.append(piece);
    if (!held)
        lackMemory(std::move(held.error()), outcome);
    return held.has_value();
}

void AnswerReading::lackMemory(Error why, AttemptOutcome& outcome)
{
    m_held.drop();
    outcome.failWithoutRest(noMemory(std::move(why)));
}

Task<Result<std::string_view>> AnswerReading::readLong(std::string_view piece)
{
    constexpr std::int64_t kCopies = 3; // as received, as JSON, as text
    protocol::StreamMeter& meter = *m_content.meter();
    const auto open = static_cast<std::int64_t>(meter.openBytes() + piece.size());
    if (auto held = m_held.holdBeside(kCopies * open); !held)
        co_return failure(std::move(held.error()));
    auto job = [reading = meter.lend(), bytes = std::string(piece)]() mutable {
        reading->read(bytes);
        return std::move(reading);
    };
    Task<std::unique_ptr<protocol::StreamMeter::Reading>> reads = m_context.services.workers->run(std::move(job));
    auto reading = co_await std::move(reads);
    const std::string_view out = meter.takeBack(std::move(reading), piece);
    (void)m_held.holdBeside(kCopies * static_cast<std::int64_t>(meter.openBytes()));
    co_return out;
}

/// Processing an event is much more work than reading it.
void AnswerReading::spend(std::size_t bytes)
{
    if (m_shape.isStream)
        m_answer->spend((m_shape.isPlainChat ? kLookCost : kEventCost) * bytes);
}

std::optional<protocol::TokenUsage> AnswerReading::passedUsage() const
{
    const auto& passing = m_content.passing();
    auto used = passing ? m_context.translator.answers.passedUsage(m_aim.target, passing->shortMembers()) : std::nullopt;
    if (used && m_shape.isPlainChat)
        passing->searches().addTo(*used);
    return used;
}

std::optional<std::uint64_t> AnswerReading::knownLength() const
{
    return m_shape.isStream || !passes() || m_isCoded ? std::nullopt : m_answer->head().contentLength;
}

} // namespace gateway::exchange
