#include "answer_search.h"

#include "gateway/core/text/bytes.h"
#include "gateway/exchange/admission/admission.h"
#include "gateway/exchange/attempts/native_form.h"

#include <algorithm>
#include <utility>

namespace gateway::exchange {

namespace {

using config::FailureClass;
using routing::Next;
using Fitness = TargetSelection::Fitness;

/// The longest Retry-After that is waited for.
constexpr Milliseconds kLongestObeyed{10000};

bool isTooLate(const AttemptContext& context, TimePoint time)
{
    return context.times.deadline && time >= *context.times.deadline;
}

bool usesClientCredential(const config::RouteSettings* route) { return route && route->clientCredential; }

} // namespace

AnswerSearch::AnswerSearch(Parts parts, routing::Plan plan, const routing::RequestFacts& asked, const std::string& holderKey)
    : m_parts(std::move(parts))
    , m_asked(asked)
    , m_fallback(plan.fallback)
    , m_route(plan.route)
    , m_translator(m_parts.state.services, m_parts.state.snapshot, m_parts.state.request, *m_parts.state.record)
    , m_credential(usesClientCredential(m_route) ? clientCredential(m_parts.state.client.request(), *m_parts.state.snapshot) : providers::Authorization())
    , m_context(contextOf())
    , m_targets(m_parts.state, m_translator, std::move(plan), asked, usesClientCredential(m_route))
{
    m_targets.prefer(holderKey);
    if (m_parts.state.request.isLong)
        m_translator.requests.chargeTo(m_parts.share());
}

AttemptContext AnswerSearch::contextOf()
{
    ExchangeState& state = m_parts.state;
    AttemptContext context{state.services, *state.snapshot, state.client.request(), state.request, m_translator, m_asked, state.record,
        m_parts.settlement.bill(), state.policies.limits, {state.times.begun, state.times.received}, {m_fallback}};
    context.charge = [this] { return m_parts.share().sibling(); };
    if (m_fallback->deadline_ms)
        context.times.deadline = state.times.begun + Milliseconds(*m_fallback->deadline_ms);
    context.terms.mayContinue = m_fallback->continuePartial && isPlainChat() && !asksForSeveral();
    context.terms.clientCredential = usesClientCredential(m_route) ? &m_credential : nullptr;
    return context;
}

Task<Attempt*> AnswerSearch::find()
{
    if (m_context.terms.clientCredential && m_credential.empty()) {
        m_end = {noCredential(*m_route), {}, true};
        co_return nullptr;
    }
    m_parts.state.record->decisions.isClientCredential |= m_context.terms.clientCredential != nullptr;
    int retry = 0;
    for (std::optional<Target> target = m_targets.next(); target;) {
        Task<Fitness> preparing = m_targets.prepare(*target, true);
        const Fitness fitness = co_await std::move(preparing);
        if (fitness == Fitness::NoMemory) {
            m_end.error = m_targets.error();
            co_return nullptr;
        }
        if (fitness == Fitness::Unfit) {
            target = m_targets.next();
            continue;
        }
        Task<Attempt*> trying = answerOf(*target);
        Attempt* const attempt = co_await std::move(trying);
        target = attempt->aim().target;
        if (attempt->mayBeAskedElsewhere()) {
            ++m_extraRequests;
            m_translator.access.leave(*target, attempt->outcome().toolRefusal);
            end(*attempt);
            continue;
        }
        if (attempt->outcome().result == AttemptResult::Answer)
            m_translator.access.keepLeft(*target);
        const bool isLast = !mayAddAttempt() || (!m_targets.hasMore() && (attempt->outcome().isReadable || retry >= m_fallback->retries));
        const bool isShown = mayShow(*attempt, isLast);
        const Step step = isShown ? Step{} : afterFailure(*attempt, retry);
        if (isShown || (step.next == Next::GiveUp && mayShow(*attempt, true)))
            co_return attempt;
        end(*attempt);
        if (step.next == Next::GiveUp)
            break;
        if (step.next == Next::RetrySameKey) {
            ++retry;
            Task<> waiting = pause(step.wait);
            co_await std::move(waiting);
            if (isTooLate(m_context, std::chrono::steady_clock::now()))
                break;
            if (!m_targets.restsMeanwhile(*target))
                continue;
        }
        retry = 0;
        if (step.next == Next::NextTarget)
            m_targets.skip(*target);
        target = m_targets.next();
    }
    // A limit is named where it has kept the request from all targets that could take it.
    const policy::ExchangeLimits::Refused* const refused = m_parts.state.policies.limits.refused();
    m_end.error = refused && m_parts.state.record->attempts.empty() ? refused->error : m_parts.failures.finalError(m_targets.passedOver());
    m_end.code = m_parts.failures.code();
    co_return nullptr;
}

/// The answer of a target, from as many requests as it takes.
Task<Attempt*> AnswerSearch::answerOf(Target target)
{
    Task<Attempt*> trying = firstAnswer(target);
    Attempt* const attempt = co_await std::move(trying);
    if (attempt->outcome().result != AttemptResult::Answer || attempt->aim().upstream.duties.requests == 1)
        co_return attempt;
    Task<Attempt*> completing = allAnswers(attempt);
    Attempt* const completed = co_await std::move(completing);
    co_return completed;
}

/// Makes one attempt, or two if the first takes too long. Returns the one with something to relay, otherwise the one
/// that failed last.
Task<Attempt*> AnswerSearch::firstAnswer(Target target)
{
    Attempt* first = begin(target);
    Attempt* second = nullptr;
    Attempt* refused = nullptr;
    TimePoint hedgeAt = m_fallback->hedgeAfter_ms ? m_parts.state.times.begun + Milliseconds(*m_fallback->hedgeAfter_ms) : TimePoint::max();
    for (;;) {
        const auto isNews = [&first, &second] { return first->isOver() || (second && second->isOver()); };
        Until news(m_news, m_parts.state.services.wheel, std::min(m_parts.reply.commentDue(), hedgeAt), isNews);
        const Wait wait = co_await news;
        if (wait == Wait::Timeout) {
            const TimePoint now = std::chrono::steady_clock::now();
            if (now >= m_parts.reply.commentDue())
                m_parts.reply.comment();
            if (now < hedgeAt)
                continue;
            hedgeAt = TimePoint::max();
            const bool mayAsk = !refused && !m_parts.state.request.isLong && mayAddAttempt() && !isTooLate(m_context, now);
            while (const auto other = mayAsk && !second ? m_targets.nextElsewhere() : std::nullopt) {
                Task<Fitness> preparing = m_targets.prepare(*other); // quick, because this request is short
                const Fitness fitness = co_await std::move(preparing);
                if (fitness == Fitness::Fit)
                    second = begin(*other);
            }
            continue;
        }
        if (!first->isOver())
            std::swap(first, second);
        const AttemptResult result = first->outcome().result;
        if (!second && (!refused || result == AttemptResult::Answer)) {
            if (refused)
                end(*refused);
            co_return first;
        }
        if (!second) {
            noteFailure(*first);
            end(*first);
            co_return refused;
        }
        if (result == AttemptResult::Answer) {
            if (second->isOver() && second->outcome().result != AttemptResult::Answer)
                second->billing().billReported();
            else
                second->giveWay();
            end(*second);
            co_return first;
        }
        if (result == AttemptResult::Refusal) {
            refused = first; // for the client, unless the other one answers
        } else {
            noteFailure(*first);
            if (nextAfter(*first, m_fallback->retries) != Next::NextKey) // nor is it retried in parallel with the other one
                m_targets.skip(first->aim().target);
            end(*first);
        }
        first = std::exchange(second, nullptr);
    }
}

/// Sends the further requests of an answer that takes several, and joins their answers to that of `first`. If one of
/// them fails, returns that one: nothing was relayed yet, and the whole answer is retried.
Task<Attempt*> AnswerSearch::allAnswers(Attempt* first)
{
    std::vector<Attempt*> others;
    while (static_cast<int>(others.size()) + 1 < first->aim().upstream.duties.requests) {
        others.push_back(begin(first->aim().target));
        ++m_extraRequests;
    }
    const auto hasFailed = [](const Attempt* part) { return part->isOver() && part->outcome().result != AttemptResult::Answer; };
    const auto isDecided = [&] {
        return std::ranges::any_of(others, hasFailed) || std::ranges::all_of(others, [](const Attempt* part) { return part->isOver(); });
    };
    for (Wait wait = Wait::Timeout; wait == Wait::Timeout;) {
        Until news(m_news, m_parts.state.services.wheel, m_parts.reply.commentDue(), isDecided);
        wait = co_await news;
        if (wait == Wait::Timeout)
            m_parts.reply.comment();
    }
    if (const auto failed = std::ranges::find_if(others, hasFailed); failed != others.end()) {
        std::swap(first, *failed);
        for (Attempt* const other : others)
            if (!hasFailed(other))
                other->giveWay(AttemptReason::OtherFailed);
        for (Attempt* const other : others)
            end(*other);
        co_return first;
    }
    std::vector<protocol::ModelAnswer> parts{first->reading().content().takePart().value_or(protocol::ModelAnswer())};
    for (Attempt* const other : others) {
        parts.push_back(other->reading().content().takePart().value_or(protocol::ModelAnswer()));
        m_parts.settlement.count(*other, other->reading().content().usage());
    }
    Task<gateway::Result<QByteArray>> joining = m_translator.answers.join(std::move(parts));
    auto body = co_await std::move(joining);
    first->reading().held().replace(body ? std::move(*body) : QByteArray());
    for (Attempt* const other : others)
        end(*other);
    co_return first;
}

Attempt* AnswerSearch::begin(const Target& target, protocol::PartialAnswer partial)
{
    m_parts.state.record->isFallback = target.isFallback;
    Attempt& attempt = *m_attempts.emplace_back(std::make_unique<Attempt>(m_context, target, m_news, std::move(partial)));
    m_parts.state.policies.limits.attemptBegan(attempt.entry().number());
    attempt.start();
    m_parts.live.attemptBegan();
    return &attempt;
}

void AnswerSearch::end(Attempt& attempt)
{
    attempt.end();
    m_parts.state.policies.limits.attemptEnded(attempt.entry().number(), m_parts.settlement.bill().has(attempt.entry().number()));
    std::erase_if(m_attempts, [&attempt](const auto& each) { return each.get() == &attempt; });
}

void AnswerSearch::end()
{
    for (const auto& attempt : m_attempts)
        attempt->end();
}

bool AnswerSearch::isPlainChat() const
{
    return m_parts.state.request.ask.operation == Operation::Converse && m_parts.state.request.ask.format == protocol::Format::OpenAiChat;
}

/// Whether several parallel choices are requested: none of them could be continued alone.
bool AnswerSearch::asksForSeveral() const
{
    const std::string_view count = m_parts.state.request.outline.valueOf("n", viewOf(m_parts.state.request.body));
    return !count.empty() && count != "1" && count != "null";
}

bool AnswerSearch::mayAddAttempt() const
{
    return m_parts.state.record->attempts.size() - m_extraRequests < static_cast<std::size_t>(m_fallback->maxAttempts);
}

/// Whether the client gets this attempt's answer. `isLast`: nothing is left to try after it. An empty answer, and the provider's
/// words for a request that other targets may accept, are passed on only if there is nothing better.
bool AnswerSearch::mayShow(const Attempt& attempt, bool isLast) const
{
    switch (attempt.outcome().result) {
    case AttemptResult::Answer: return true;
    case AttemptResult::Refusal: return attempt.outcome().isReadable && !m_parts.reply.isSoftCommitted();
    case AttemptResult::Empty: return isLast;
    case AttemptResult::Failure: return isLast && attempt.outcome().isReadable && !m_parts.reply.isSoftCommitted();
    }
    return false;
}

Task<Attempt*> AnswerSearch::goOn(Broken broken)
{
    m_context.times.deadline.reset(); // it applies only before the commit
    const protocol::StreamMeter* const meter = broken.attempt.reading().content().meter();
    const Tokens delivered = broken.delivered + broken.attempt.reading().content().usage().totalOutput();
    while (meter && meter->textIsWhole() && mayAddAttempt()) {
        const std::optional<Target> target = m_targets.nextOfPlan();
        if (!target)
            break;
        if (!exchange::isPlainChat(m_parts.state.request.ask, *m_translator.access.of(*target)))
            continue; // an answer that starts anew cannot follow what was already sent
        Task<Fitness> preparing = m_targets.prepare(*target);
        const Fitness fitness = co_await std::move(preparing);
        if (fitness != Fitness::Fit)
            continue;
        Attempt* const attempt = begin(*target, {broken.said + meter->text(), delivered.count, meter->identity()});
        const auto isOver = [attempt] { return attempt->isOver(); };
        Until news(m_news, m_parts.state.services.wheel, TimePoint::max(), isOver);
        (void)co_await news;
        if (attempt->outcome().result == AttemptResult::Answer && attempt->reading().shape().isStream)
            co_return attempt;
        end(*attempt);
    }
    co_return nullptr;
}

void AnswerSearch::notePassedOver()
{
    if (std::exchange(m_end.isNoted, true))
        return;
    const auto note = [this](const std::vector<PassedOver>& targets) {
        for (const PassedOver& each : targets)
            m_parts.state.record->decisions.passedOver.push_back(
                {each.provider, each.model, each.key, Failures::keptMessage(each.why)});
    };
    note(m_targets.passedOver());
    note(unusedTargets(m_route, m_parts.state.caller.name, *m_parts.state.snapshot));
}

void AnswerSearch::noteFailure(const Attempt& attempt)
{
    attempt.billing().billReported();
    m_parts.failures.note(attempt.outcome(), attempt.losses());
}

/// By the failure rules alone.
Next AnswerSearch::nextAfter(const Attempt& attempt, int retriesDone) const
{
    const routing::FailurePolicy& policy = m_parts.state.snapshot->failureRules->policy(attempt.outcome().failure);
    return routing::decide(*m_fallback, policy, {attempt.outcome().failure, attempt.outcome().error.status, retriesDone, attempt.aim().took(),
                                                 attempt.outcome().verdict.rests});
}

AnswerSearch::Step AnswerSearch::afterFailure(const Attempt& attempt, int retriesDone)
{
    noteFailure(attempt);
    const TimePoint now = std::chrono::steady_clock::now();
    if (attempt.outcome().result == AttemptResult::Refusal || !mayAddAttempt() || isTooLate(m_context, now))
        return {};
    const Next next = nextAfter(attempt, retriesDone);
    // Waits for the only remaining target if its Retry-After is short enough.
    const Error& error = attempt.outcome().error;
    const bool isTooLong = std::chrono::seconds(error.retryAfter_s) > kLongestObeyed;
    const bool hasShortWait = error.retryAfter_s > 0 && !isTooLong;
    const bool waitsForIt = (next == Next::NextKey || next == Next::NextTarget) && hasShortWait
        && retriesDone < m_fallback->retries && !m_targets.hasMore();
    if (next != Next::RetrySameKey && !waitsForIt)
        return {next};
    if (isTooLong)
        return {Next::NextTarget};
    const Milliseconds wait = waitBeforeRetry(retriesDone);
    if (!isTooLate(m_context, now + wait))
        return {Next::RetrySameKey, wait};
    if (attempt.outcome().result == AttemptResult::Empty && !m_targets.hasMore())
        return {}; // it is relayed
    return {nextAfter(attempt, m_fallback->retries)}; // as if all retries had failed
}

Milliseconds AnswerSearch::waitBeforeRetry(int retry)
{
    const Milliseconds own = routing::backoff(*m_fallback, retry, m_parts.state.services.random);
    return std::max<Milliseconds>(own, std::chrono::seconds(m_parts.failures.last().retryAfter_s));
}

Task<> AnswerSearch::pause(Milliseconds time)
{
    WaitPoint nobody;
    const TimePoint until = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < until) {
        Until over(nobody, m_parts.state.services.wheel, std::min(until, m_parts.reply.commentDue()), [] { return false; });
        (void)co_await over;
        if (std::chrono::steady_clock::now() >= m_parts.reply.commentDue())
            m_parts.reply.comment();
    }
}

} // namespace gateway::exchange
