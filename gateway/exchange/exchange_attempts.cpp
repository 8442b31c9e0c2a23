// How an exchange finds an answer: one attempt after the other, or two at once.

#include "exchange.h"

#include "gateway/core/text/bytes.h"
#include "gateway/exchange/answers/token_counting.h"

#include <algorithm>
#include <utility>

namespace gateway::exchange {

namespace {

using config::FailureClass;
using routing::Next;

/// A provider that says when it takes requests again is waited for no longer than this.
constexpr Milliseconds kLongestObeyed{10000};

bool isTooLate(const Attempt::Context& context, TimePoint time)
{
    return context.deadline && time >= *context.deadline;
}

} // namespace

Task<> Exchange::attempts(routing::Plan plan, const routing::RequestFacts& asked)
{
    m_fallback = plan.fallback;
    Translator translator(m_services, m_snapshot, m_request, *m_record);
    if (m_request.isLong) {
        ownShare();
        translator.chargeTo(m_share);
    }
    Attempt::Context context{m_services, *m_snapshot, m_client.request(), m_request, translator,
                             asked,      m_record,    m_bill,             m_begun,      m_received, m_fallback};
    context.lines = &m_notes.findings.lines;
    context.charge = [this] { return ownShare().sibling(); };
    if (m_fallback->deadline_ms)
        context.deadline = m_begun + Milliseconds(*m_fallback->deadline_ms);
    context.mayContinue = m_fallback->continuePartial && isPlainChat() && !asksForSeveral();
    providers::Authorization credential;
    if (m_route && m_route->clientCredential) {
        credential = clientCredential(m_client.request(), *m_snapshot);
        if (credential.empty()) {
            refuse(noCredential(*m_route));
            co_return;
        }
        context.clientCredential = &credential;
        m_record->trail.isClientCredential = true;
    }
    TargetQueue queue(std::move(plan), asked, *m_snapshot, m_services.balancer, m_services.health,
                      context.clientCredential != nullptr);
    queue.prefer(m_keeperKey);
    m_queue = &queue;
    int retry = 0;
    for (std::optional<Target> target = queue.next(); target;) {
        if (!translator.isPrepared(*target)) {
            Task<> preparing = translator.prepare(*target);
            co_await std::move(preparing);
        }
        const Error* const problem = translator.problemOf(*target);
        if (problem && problem->kind == ErrorKind::OverloadedHere) {
            notePassedOver();
            refuse(*problem);
            co_return;
        }
        if (problem) {
            queue.refuse(*target, *problem);
            target = queue.next();
            continue;
        }
        Task<std::unique_ptr<Attempt>> trying = firstAnswer(context, *target, queue);
        std::unique_ptr<Attempt> attempt = co_await std::move(trying);
        if (attempt->result() == Attempt::Result::Answer && attempt->requests() > 1) {
            Task<std::unique_ptr<Attempt>> completing = allAnswers(context, std::move(attempt));
            attempt = co_await std::move(completing);
        }
        target = attempt->target();
        const bool isLast = !mayAddAttempt() || (!queue.hasMore() && (attempt->isReadable() || retry >= m_fallback->retries));
        const bool isShown = mayShow(*attempt, isLast);
        const Step step = isShown ? Step{} : afterFailure(context, *attempt, retry, queue);
        if (isShown || (step.next == Next::GiveUp && mayShow(*attempt, true))) {
            Task<> showing = show(context, std::move(attempt), queue);
            co_await std::move(showing);
            notePassedOver();
            co_return;
        }
        attempt.reset();
        if (step.next == Next::GiveUp)
            break;
        if (step.next == Next::RetrySameKey) {
            ++retry;
            Task<> waiting = pause(step.wait);
            co_await std::move(waiting);
            if (isTooLate(context, std::chrono::steady_clock::now()))
                break;
            if (!restsMeanwhile(*target, queue))
                continue;
        }
        retry = 0;
        if (step.next == Next::NextTarget)
            queue.skip(*target);
        target = queue.next();
    }
    notePassedOver();
    refuse(finalError(queue.passedOver()), codeOfFailure());
}

/// One attempt, or two where the first lets itself be waited for: which one has
/// something to show, else the one that failed last.
Task<std::unique_ptr<Attempt>> Exchange::firstAnswer(const Attempt::Context& context, Target target, TargetQueue& queue)
{
    std::unique_ptr<Attempt> first = begin(context, target);
    std::unique_ptr<Attempt> second;
    std::unique_ptr<Attempt> refused;
    TimePoint hedgeAt = m_fallback->hedgeAfter_ms ? m_begun + Milliseconds(*m_fallback->hedgeAfter_ms) : TimePoint::max();
    for (;;) {
        const auto isNews = [&first, &second] { return first->isOver() || (second && second->isOver()); };
        Until news(m_attemptNews, m_services.wheel, std::min(m_commentDue, hedgeAt), isNews);
        const Wait wait = co_await news;
        if (wait == Wait::Timeout) {
            const TimePoint now = std::chrono::steady_clock::now();
            if (now >= m_commentDue)
                sendComment();
            if (now < hedgeAt)
                continue;
            hedgeAt = TimePoint::max();
            const bool mayAsk = !refused && !m_request.isLong && mayAddAttempt() && !isTooLate(context, now);
            while (const auto other = mayAsk && !second ? queue.nextElsewhere() : std::nullopt) {
                Task<> preparing = context.translator.prepare(*other);
                co_await std::move(preparing); // which does not take long: this one is short
                if (const Error* const problem = context.translator.problemOf(*other))
                    queue.refuse(*other, *problem);
                else
                    second = begin(context, *other);
            }
            continue;
        }
        if (!first->isOver())
            std::swap(first, second);
        const Attempt::Result result = first->result();
        if (!second && (!refused || result == Attempt::Result::Answer))
            co_return first;
        if (!second) {
            noteFailure(*first);
            co_return refused;
        }
        if (result == Attempt::Result::Answer) {
            if (second->isOver() && second->result() != Attempt::Result::Answer)
                second->billTold();
            else
                second->giveWay();
            co_return first;
        }
        if (result == Attempt::Result::Refusal) {
            refused = std::move(first); // for the client, unless the other one answers
        } else {
            noteFailure(*first);
            if (nextAfter(*first, m_fallback->retries) != Next::NextKey) // nor is it tried again beside the other one
                queue.skip(first->target());
        }
        first = std::exchange(second, nullptr);
    }
}

/// Sends the other requests of an answer that several make, and joins what they bring to that of `first`; or, where one of
/// them fails, returns that one: nothing was shown yet, and the whole is tried again.
Task<std::unique_ptr<Attempt>> Exchange::allAnswers(const Attempt::Context& context, std::unique_ptr<Attempt> first)
{
    using Part = std::unique_ptr<Attempt>;
    constexpr const char* kOtherFailed = "another request for the same answer failed";
    std::vector<Part> others;
    while (static_cast<int>(others.size()) + 1 < first->requests()) {
        others.push_back(begin(context, first->target()));
        ++m_extraRequests;
    }
    const auto hasFailed = [](const Part& part) { return part->isOver() && part->result() != Attempt::Result::Answer; };
    const auto isDecided = [&] {
        return std::ranges::any_of(others, hasFailed) || std::ranges::all_of(others, [](const Part& part) { return part->isOver(); });
    };
    for (Wait wait = Wait::Timeout; wait == Wait::Timeout;) {
        Until news(m_attemptNews, m_services.wheel, m_commentDue, isDecided);
        wait = co_await news;
        if (wait == Wait::Timeout)
            sendComment();
    }
    if (const auto failed = std::ranges::find_if(others, hasFailed); failed != others.end()) {
        std::swap(first, *failed);
        for (const Part& other : others)
            if (!hasFailed(other))
                other->giveWay(kOtherFailed);
        co_return first;
    }
    std::vector<protocol::ModelAnswer> parts{first->takePart().value_or(protocol::ModelAnswer())};
    for (const Part& other : others) {
        parts.push_back(other->takePart().value_or(protocol::ModelAnswer()));
        count(*other, other->usage());
    }
    Task<gateway::Result<QByteArray>> joining = context.translator.join(std::move(parts));
    auto body = co_await std::move(joining);
    first->giveJoined(body ? std::move(*body) : QByteArray());
    co_return first;
}

/// What was to be tried again has come to rest, through other requests too.
bool Exchange::restsMeanwhile(const Target& target, const TargetQueue& queue) const
{
    const auto* const rest = m_services.health.resting(target.subject(), target.provider->settings->keyFailover);
    return rest && (queue.hasMore() || !mayStillDo(*rest));
}

std::unique_ptr<Attempt> Exchange::begin(const Attempt::Context& context, const Target& target,
                                         protocol::PartialAnswer partial)
{
    m_record->isFallback = target.isFallback;
    auto attempt = std::make_unique<Attempt>(context, target, m_attemptNews, std::move(partial));
    attempt->start();
    unlink(); // of an attempt before, of the same moment
    m_services.soon.add(*this); // behind this one, which describes itself by then
    return attempt;
}

/// Its newest attempt is shown on the live board.
void Exchange::soon()
{
    const std::vector<usage::AttemptRecord>& attempts = m_record->attempts;
    const usage::AttemptRecord& newest = attempts.back();
    std::string lastFailure;
    if (attempts.size() > 1 && !attempts[attempts.size() - 2].reason.empty()) // else that one is still waited for
        lastFailure = attempts[attempts.size() - 2].provider + ": " + attempts[attempts.size() - 2].reason;
    if (!m_entry)
        m_entry = m_services.board.begin({m_record->id, m_caller.name, m_record->clientName, m_record->askedModel,
                                          m_record->route, m_begun, m_record->process, this});
    m_services.board.attempt(*m_entry, {static_cast<int>(attempts.size()), newest.provider, newest.model, lastFailure, m_record->isFallback});
    if (m_relayed)
        showProgress(*m_relayed);
}

/// How much of an answer was relayed so far.
void Exchange::showProgress(const Attempt& attempt)
{
    if (m_entry && attempt.meter())
        m_services.board.progress(*m_entry, attempt.meter()->outputTokensSoFar(), attempt.meter()->reasoningTokensSoFar());
}

bool Exchange::isPlainChat() const
{
    return m_request.ask.operation == Operation::Converse && m_request.ask.format == protocol::Format::OpenAiChat;
}

/// Choices that come side by side: none of them could be gone on with alone.
bool Exchange::asksForSeveral() const
{
    const std::string_view count = m_request.outline.valueOf("n", viewOf(m_request.body));
    return !count.empty() && count != "1" && count != "null";
}

bool Exchange::mayAddAttempt() const
{
    return m_record->attempts.size() - m_extraRequests < static_cast<std::size_t>(m_fallback->maxAttempts);
}

/// Whether the client gets to see this one; `isLast`: nothing is left to try behind it. An
/// empty answer is the provider's own, too, where there is no better one; so are its words for
/// a request that other targets may take.
bool Exchange::mayShow(const Attempt& attempt, bool isLast) const
{
    switch (attempt.result()) {
    case Attempt::Result::Answer: return true;
    case Attempt::Result::Refusal: return attempt.isReadable() && !m_isSoftCommitted;
    case Attempt::Result::Empty: return isLast;
    case Attempt::Result::Failure: return isLast && attempt.isReadable() && !m_isSoftCommitted;
    }
    return false;
}

/// Its answer goes to the client; where it breaks off, and the route allows it, that
/// of another target behind it.
Task<> Exchange::show(const Attempt::Context& context, std::unique_ptr<Attempt> attempt, TargetQueue& queue)
{
    Attempt::Context behind = context; // the deadline is for what comes before the commit
    behind.deadline.reset();
    const Target& target = attempt->target();
    m_record->provider = target.provider->settings->id;
    m_record->model = attempt->keptModel();
    m_record->isFallback = target.isFallback;
    m_record->trail.dropped = attempt->losses();
    if (const auto* const group = target.candidate->group; group && attempt->result() == Attempt::Result::Answer && attempt->answer().head().status < 400)
        m_services.balancer.answered(*group, target.candidate->member, facts(std::chrono::steady_clock::now()));
    for (;;) {
        Task<std::optional<Broke>> relaying = relay(*attempt);
        const std::optional<Broke> broke = co_await std::move(relaying);
        if (!broke)
            co_return;
        if (!hasBrokenInside(*attempt) || !attempt->failedInside())
            attempt->brokeOff(*broke);
        Task<std::unique_ptr<Attempt>> looking = continuation(behind, *attempt, queue);
        std::unique_ptr<Attempt> other = co_await std::move(looking);
        if (!other) {
            interrupt(*attempt, broke->error);
            co_return;
        }
        countBroken(*attempt);
        attempt = std::move(other);
    }
}

/// An attempt that goes on where `broken` stopped and has begun to; null: there is none.
Task<std::unique_ptr<Attempt>> Exchange::continuation(const Attempt::Context& context, const Attempt& broken,
                                                      TargetQueue& queue)
{
    m_relayed = &broken;
    const bool mayTry = broken.meter() && broken.meter()->textIsWhole();
    const Tokens delivered = m_delivered + broken.usage().totalOutput();
    while (mayTry && mayAddAttempt()) {
        const std::optional<Target> target = queue.next();
        if (!target)
            break;
        if (!context.translator.isPlainChat(*context.translator.accessOf(*target)))
            continue; // what it begins anew cannot be put behind what was said
        Task<> preparing = context.translator.prepare(*target);
        co_await std::move(preparing);
        if (const Error* const problem = context.translator.problemOf(*target)) {
            queue.refuse(*target, *problem);
            continue;
        }
        std::unique_ptr<Attempt> attempt = begin(
            context, *target, {m_said + broken.meter()->text(), delivered.count, broken.meter()->identity()});
        const auto isOver = [&attempt] { return attempt->isOver(); };
        Until news(m_attemptNews, m_services.wheel, TimePoint::max(), isOver);
        (void)co_await news;
        if (attempt->result() == Attempt::Result::Answer && attempt->isStream())
            co_return attempt;
    }
    co_return nullptr;
}

/// What a stream that another one goes on with has used, and what it had said.
void Exchange::countBroken(const Attempt& broken)
{
    m_said += broken.meter()->text();
    count(broken, broken.usage());
    m_delivered = m_delivered + broken.usage().totalOutput();
    m_record->trail.isContinued = true;
    m_relayed = nullptr;
    if (broken.meter()->stopsInsideEvent())
        m_client.write(std::string_view("\n\n"));
}

/// Of the request, estimated; also once its connection is gone.
Tokens Exchange::inputTokens() const { return Tokens{estimatedInput(m_request.outline, viewOf(m_request.body))}; }

void Exchange::noteFailure(const Attempt& attempt)
{
    attempt.billTold();
    const bool isRefusal = attempt.result() == Attempt::Result::Refusal;
    const FailureClass failure = isRefusal ? FailureClass::ContentFiltered : attempt.failure();
    const bool isOfAccount = !isRefusal && !attempt.refusedFor().empty();
    const bool isOfKey = isOfAccount || (routing::isKeyFailure(failure) && attempt.rests() != routing::Rests::Nothing);
    m_failures.push_back({failure, attempt.error(), isOfKey, isRefusal});
    if (isOfKey) {
        m_failures.back().isOfAccount = isOfAccount;
        m_failures.back().words = attempt.accountWords();
    }
}

/// By the rules alone.
Next Exchange::nextAfter(const Attempt& attempt, int retriesDone) const
{
    const routing::FailurePolicy& policy = m_snapshot->failureRules->policy(attempt.failure());
    return routing::decide(*m_fallback, policy, {attempt.failure(), attempt.error().status, retriesDone, attempt.took(),
                                                 attempt.rests()});
}

Exchange::Step Exchange::afterFailure(const Attempt::Context& context, const Attempt& attempt, int retriesDone,
                                      const TargetQueue& queue)
{
    noteFailure(attempt);
    const TimePoint now = std::chrono::steady_clock::now();
    if (attempt.result() == Attempt::Result::Refusal || !mayAddAttempt() || isTooLate(context, now))
        return {};
    const Next next = nextAfter(attempt, retriesDone);
    // The only one that is left says when it will answer: better late than not at all.
    const Error& error = attempt.error();
    const bool isTooLong = std::chrono::seconds(error.retryAfter_s) > kLongestObeyed;
    const bool saysSoon = error.retryAfter_s > 0 && !isTooLong;
    const bool waitsForIt = (next == Next::NextKey || next == Next::NextTarget) && saysSoon
        && retriesDone < m_fallback->retries && !queue.hasMore();
    if (next != Next::RetrySameKey && !waitsForIt)
        return {next};
    if (isTooLong)
        return {Next::NextTarget};
    const Milliseconds wait = waitBeforeRetry(retriesDone);
    if (!isTooLate(context, now + wait))
        return {Next::RetrySameKey, wait};
    if (attempt.result() == Attempt::Result::Empty && !queue.hasMore())
        return {}; // it is shown
    return {nextAfter(attempt, m_fallback->retries)}; // as if it had been tried again in vain
}

Milliseconds Exchange::waitBeforeRetry(int retry)
{
    const Milliseconds own = routing::backoff(*m_fallback, retry, m_services.random);
    return std::max<Milliseconds>(own, std::chrono::seconds(m_failures.back().error.retryAfter_s));
}

Task<> Exchange::pause(Milliseconds time)
{
    WaitPoint nobody;
    const TimePoint until = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < until) {
        Until over(nobody, m_services.wheel, std::min(until, m_commentDue), [] { return false; });
        (void)co_await over;
        if (std::chrono::steady_clock::now() >= m_commentDue)
            sendComment();
    }
}

routing::RequestFacts Exchange::facts(TimePoint now) const
{
    return {m_request.outline.model, m_caller.name, &m_client.request(), &m_request.outline, viewOf(m_request.body),
            m_request.outline.stream, now, m_record->startedAt, m_identity ? std::string_view(m_identity->address()) : std::string_view(),
            operationKind(m_request.ask), m_endpoint.usualPath};
}

} // namespace gateway::exchange
