#include "call_scheduler.h"

#include "gateway/core/error.h"

#include <QPointer>
#include <QtGlobal>

#include <algorithm>
#include <utility>

namespace gateway::evaluation {

namespace {

constexpr int kFirstFailureStatus = 400;
/// A timer may fire a little early by another clock.
constexpr Milliseconds kTimerTolerance{50};

bool hasCode(const CallResult& result, ErrorKind kind) { return result.errorCode == errorInfo(kind).code; }

/// Whether the gateway answered by itself that nobody is there to answer at the moment.
bool isOwnCooldown(const CallResult& result)
{
    for (const ErrorKind kind : {ErrorKind::RateLimited, ErrorKind::GatewayPaused, ErrorKind::GatewayStopping, ErrorKind::OverloadedHere})
        if (hasCode(result, kind))
            return true;
    const bool isUnanswered = result.status >= kFirstFailureStatus && result.attempts == 0 && result.retryAfter;
    return isUnanswered && (hasCode(result, ErrorKind::NoUsableTarget) || hasCode(result, ErrorKind::NoUsableKey) || hasCode(result, ErrorKind::UpstreamRateLimited));
}

/// Whether no request to the model can be answered until a person does something.
bool isLasting(const CallResult& result)
{
    if (hasCode(result, ErrorKind::InvalidConsumerKey) || hasCode(result, ErrorKind::BudgetExceeded))
        return true;
    const bool isRefused = hasCode(result, ErrorKind::NoUsableKey) || (hasCode(result, ErrorKind::NoUsableTarget) && result.attempts > 0);
    return isRefused && !result.retryAfter;
}

/// Whether the answer ended where we had to limit it because of the costs.
bool isCutByUs(const PlannedCall& call, const CallResult& result)
{
    return result.isAnswered() && result.isCutOff && call.sentLimit && !call.mostOutput && result.outputTokens.value_or(*call.sentLimit) >= *call.sentLimit;
}

void failAsCut(CallResult& result)
{
    result.text.clear();
    result.errorCode = kCutAtCostLimit;
    result.error = {QT_TRANSLATE_NOOP("Error", "the answer was cut off at a limit of its length that the limit for the costs demands, also after it was raised")};
    result.isRequestsFault = true;
}

/// What went wrong. A text has no period at its end; a sentence may have one.
Sentence reasonOf(const CallResult& result)
{
    if (!result.error.pattern.empty())
        return result.error;
    std::string reason = result.error.isEmpty() ? result.errorCode : result.error.text;
    while (reason.ends_with('.'))
        reason.pop_back();
    return asIs(std::move(reason));
}

bool hasPeriod(const Sentence& sentence) { return toText(sentence).ends_with('.'); }

Error givenUp(const std::string& model, const CallResult& result)
{
    Sentence reason = reasonOf(result);
    const char* const words = hasPeriod(reason) ? QT_TRANSLATE_NOOP("Error", "Model \"%1\" cannot be evaluated at the moment: %2 Resume the run when this is fixed.")
                                                : QT_TRANSLATE_NOOP("Error", "Model \"%1\" cannot be evaluated at the moment: %2. Resume the run when this is fixed.");
    return {ErrorKind::NoUsableTarget, Sentence::of(words, {model, std::move(reason)})};
}

Error countsAsDown(const std::string& model, int failures, const CallResult& last)
{
    Sentence reason = reasonOf(last);
    const char* const words = hasPeriod(reason)
        ? QT_TRANSLATE_NOOP("Error", "Model \"%1\" counts as down after %2 failures in a row: %3 Its remaining requests were not sent and count as failed.")
        : QT_TRANSLATE_NOOP("Error", "Model \"%1\" counts as down after %2 failures in a row: %3. Its remaining requests were not sent and count as failed.");
    return {ErrorKind::NoUsableTarget, Sentence::of(words, {model, std::to_string(failures), std::move(reason)})};
}

/// What requests to a model get that is down.
CallResult downAfter(const CallResult& last, int failures)
{
    CallResult result;
    result.status = last.status;
    result.errorCode = last.errorCode;
    result.error = {QT_TRANSLATE_NOOP("Error", "given up after %1 failures in a row; the last one: %2"), {std::to_string(failures), reasonOf(last)}};
    return result;
}

} // namespace

CallScheduler::CallScheduler(const Parts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
{
    connect(&m_parts.costs, &CostWatch::changed, this, [this] { pump(); });
}

CallScheduler::Lane CallScheduler::addLane(const std::string& model, int concurrency)
{
    auto lane = std::make_unique<LaneState>();
    lane->model = model;
    lane->concurrency = std::max(1, concurrency);
    m_lanes.push_back(std::move(lane));
    return m_lanes.size() - 1;
}

void CallScheduler::submit(Lane lane, PlannedCall call)
{
    if (m_isStopped || m_lanes[lane]->isGivenUp)
        return call.done(CallEnd::NotMade, {});
    if (const auto& down = m_lanes[lane]->down)
        return call.done(CallEnd::Failed, CallResult(*down)); // a copy: what is done may find the model up again
    m_lanes[lane]->queue.push_back(std::move(call));
    pump();
}

void CallScheduler::setPaused(bool isPaused)
{
    m_isPaused = isPaused;
    pump();
}

void CallScheduler::stop()
{
    m_isStopped = true;
    for (std::size_t i = 0; i < m_lanes.size(); ++i)
        drop(*m_lanes[i]);
}

void CallScheduler::abort()
{
    stop();
    m_parts.calls.cancelAll();
    m_inFlight = 0;
    for (const auto& lane : m_lanes)
        lane->active = 0;
}

void CallScheduler::pump()
{
    if (m_isPumping)
        return; // the loop below sees what was added
    m_isPumping = true;
    bool isShort = false;
    for (std::size_t i = 0; i < m_lanes.size() && !isShort; ++i) {
        LaneState& lane = *m_lanes[i];
        while (!m_isStopped && !m_isPaused && !isShort && lane.active < lane.concurrency && !lane.queue.empty() && !lane.heldUntil) {
            isShort = !admit(lane, lane.queue.front());
            if (isShort)
                break;
            PlannedCall call = std::move(lane.queue.front());
            lane.queue.pop_front();
            send(i, std::move(call));
        }
    }
    m_isPumping = false;
    if (isShort && m_inFlight == 0 && !m_parts.costs.isWaiting())
        QMetaObject::invokeMethod(this, [this] { Q_EMIT outOfMoney(); }, Qt::QueuedConnection); // not within `submit()`
}

bool CallScheduler::admit(LaneState& lane, PlannedCall& call)
{
    call.reserved = 0;
    call.sentLimit.reset();
    if (!m_parts.spending.hasLimit())
        return true;
    const auto least = m_parts.pricing.most(lane.model, call.input, call.output);
    if (!least)
        return m_parts.spending.free() > 0; // without a price
    if (!m_parts.spending.fits(least->pico))
        return false;
    const Tokens output = call.chat && !call.mostOutput ? affordableOutput(lane.model, call) : call.output;
    call.reserved = m_parts.pricing.most(lane.model, call.input, output).value_or(*least).pico;
    if (call.chat)
        call.sentLimit = std::max(output, Tokens{1});
    m_parts.spending.reserve(call.reserved);
    return true;
}

/// At least what the call needs: an answer that is longer than usual is not cut off as long as there is enough money.
Tokens CallScheduler::affordableOutput(const std::string& model, const PlannedCall& call) const
{
    constexpr int kShares = 4; // others find some as well
    const std::int64_t share = m_parts.spending.free() / kShares;
    std::int64_t low = call.output.count;
    std::int64_t high = std::max(call.output, kGenerousOutput).count;
    while (low < high) {
        const std::int64_t middle = low + (high - low + 1) / 2;
        const auto cost = m_parts.pricing.most(model, call.input, Tokens{middle});
        if (cost && cost->pico <= share)
            low = middle;
        else
            high = middle - 1;
    }
    return Tokens{low};
}

void CallScheduler::send(Lane lane, PlannedCall call)
{
    ++m_lanes[lane]->active;
    ++m_inFlight;
    ++call.tries;
    const auto shared = std::make_shared<PlannedCall>(std::move(call));
    auto done = [self = QPointer(this), lane, shared](CallResult result) {
        if (self)
            self->ended(lane, std::move(*shared), std::move(result));
    };
    if (shared->embedding)
        return m_parts.calls.embed(shared->embedding(), std::move(done));
    ChatCall chat = shared->chat();
    if (shared->sentLimit)
        chat.maxTokens = shared->sentLimit;
    m_parts.calls.chat(chat, std::move(done));
}

void CallScheduler::ended(Lane lane, PlannedCall call, CallResult result)
{
    LaneState& state = *m_lanes[lane];
    --state.active;
    --m_inFlight;
    const bool isCut = isCutByUs(call, result);
    if (isCut && call.cuts < kMostCuts) {
        watch(lane, result, false);
        account(state.model, call, result, false);
        askForMore(lane, std::move(call));
        return pump();
    }
    if (isCut)
        failAsCut(result);
    const bool isUnreachable = result.errorCode == kGatewayUnreachable;
    const bool mayRetry = !result.isAnswered() && !result.isRequestsFault && call.tries < kMostTries;
    const bool waits = isOwnCooldown(result) && !(hasCode(result, ErrorKind::NoUsableKey) && call.waits >= kMostKeyWaits);
    const bool isGivenUp = !waits && !result.isAnswered() && (isLasting(result) || hasCode(result, ErrorKind::NoUsableKey) || (isUnreachable && !mayRetry));
    watch(lane, result, waits);
    const bool isLast = result.isAnswered() || isGivenUp || !(waits || mayRetry);
    account(state.model, call, result, isLast && !isGivenUp);
    if (waits) {
        waitForOthers(lane, std::move(call), result);
    } else if (isGivenUp) {
        giveUp(lane, givenUp(state.model, result));
        call.done(CallEnd::NotMade, result);
    } else if (!isLast) {
        const Milliseconds pause = kFirstPause * (1 << (call.tries - 1));
        if (result.retryAfter)
            hold(lane, *result.retryAfter);
        askAgain(lane, std::move(call), std::max(pause, result.retryAfter.value_or(Milliseconds{0})));
    } else {
        call.done(result.isAnswered() ? CallEnd::Answered : CallEnd::Failed, result);
    }
    pump();
}

/// Its answer was cut off by our limit.
void CallScheduler::askForMore(Lane lane, PlannedCall call)
{
    if (m_isStopped || m_lanes[lane]->isGivenUp)
        return call.done(CallEnd::NotMade, {});
    constexpr int kTimesMore = 4;
    call.output = std::max(Tokens{call.sentLimit->count * kTimesMore}, Tokens{2 * kUsualOutput.count});
    ++call.cuts;
    --call.tries; // it did not fail
    m_lanes[lane]->queue.push_front(std::move(call));
}

/// Replaces the reservation by the cost, as soon as it is known. Until then, what the answer reports counts, or if that is
/// only a part, the greater one.
void CallScheduler::account(const std::string& model, PlannedCall& call, const CallResult& result, bool isResult)
{
    std::int64_t reserved = std::exchange(call.reserved, 0);
    const auto reported = m_parts.spending.hasLimit() && (result.inputTokens || result.outputTokens)
        ? m_parts.pricing.most(model, result.inputTokens.value_or(Tokens{}), result.outputTokens.value_or(Tokens{}))
        : std::nullopt;
    if (reported && (reported->pico > reserved || (result.inputTokens && result.outputTokens))) {
        m_parts.spending.release(reserved);
        reserved = reported->pico;
        m_parts.spending.reserve(reserved);
    }
    if (result.exchange.empty())
        m_parts.spending.release(reserved);
    else
        m_parts.costs.add(result.exchange, reserved, isResult, isResult ? call.costKnown : nullptr);
}

void CallScheduler::waitForOthers(Lane lane, PlannedCall call, const CallResult& result)
{
    --call.tries;
    ++call.waits;
    const Milliseconds pause = result.retryAfter.value_or(kUsualPause);
    hold(lane, pause);
    askAgain(lane, std::move(call), pause);
}

void CallScheduler::askAgain(Lane lane, PlannedCall call, Milliseconds pause)
{
    if (m_isStopped || m_lanes[lane]->isGivenUp)
        return call.done(CallEnd::NotMade, {});
    if (const auto& down = m_lanes[lane]->down)
        return call.done(CallEnd::Failed, CallResult(*down));
    pause = std::min(pause, kLongestPause);
    m_lanes[lane]->waiting.push_back({std::move(call), m_parts.clock.now() + pause});
    m_parts.timers.call(pause, *this, [this, lane] { wake(lane); });
}

void CallScheduler::hold(Lane lane, Milliseconds pause)
{
    const TimePoint until = m_parts.clock.now() + std::min(pause, kLongestPause);
    auto& held = m_lanes[lane]->heldUntil;
    held = held ? std::max(*held, until) : until;
    m_parts.timers.call(std::min(pause, kLongestPause), *this, [this, lane] { wake(lane); });
}

void CallScheduler::wake(Lane lane)
{
    LaneState& state = *m_lanes[lane];
    const TimePoint now = m_parts.clock.now() + kTimerTolerance;
    if (state.heldUntil && *state.heldUntil <= now)
        state.heldUntil.reset();
    for (auto each = state.waiting.begin(); each != state.waiting.end();) {
        if (each->until > now) {
            ++each;
            continue;
        }
        state.queue.push_front(std::move(each->call));
        each = state.waiting.erase(each);
    }
    pump();
}

void CallScheduler::giveUp(Lane lane, Error why)
{
    if (m_lanes[lane]->isGivenUp)
        return;
    m_lanes[lane]->isGivenUp = true;
    m_problems.push_back(std::move(why));
    drop(*m_lanes[lane]);
}

void CallScheduler::watch(Lane lane, const CallResult& result, bool isCooldown)
{
    LaneState& state = *m_lanes[lane];
    if (result.isAnswered() || result.isRequestsFault) {
        state.failuresInRow = 0;
        state.down.reset();
        return;
    }
    // A stream that begins before the first attempt ends does not tell how many there were.
    if (isCooldown || (result.attempts == 0 && result.status >= kFirstFailureStatus) || result.status == 0)
        return;
    const TimePoint now = m_parts.clock.now();
    if (state.failuresInRow++ == 0)
        state.failingSince = now;
    if (state.down || state.failuresInRow < kMostFailuresInRow || now - state.failingSince < kDownAfter)
        return;
    // At the end of a run only requests that have failed follow one another, and each of them is sent a few times at most.
    if (std::ranges::none_of(state.queue, [](const PlannedCall& each) { return each.tries == 0; }))
        return;
    state.down = downAfter(result, state.failuresInRow);
    m_warnings.push_back(countsAsDown(state.model, state.failuresInRow, result));
    const auto queue = std::exchange(state.queue, {});
    const auto waiting = std::exchange(state.waiting, {});
    const CallResult down = *state.down;
    for (const PlannedCall& call : queue)
        call.done(CallEnd::Failed, down);
    for (const Waiting& each : waiting)
        each.call.done(CallEnd::Failed, down);
}

void CallScheduler::drop(LaneState& lane)
{
    const auto queue = std::exchange(lane.queue, {});
    const auto waiting = std::exchange(lane.waiting, {});
    for (const PlannedCall& call : queue)
        call.done(CallEnd::NotMade, {});
    for (const Waiting& each : waiting)
        each.call.done(CallEnd::NotMade, {});
}

} // namespace gateway::evaluation
