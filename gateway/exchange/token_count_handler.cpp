#include "token_count_handler.h"

#include "gateway/core/text/bytes.h"
#include "gateway/exchange/admission/admission.h"
#include "gateway/exchange/answers/stored_responses.h"
#include "gateway/exchange/answers/token_counting.h"
#include "gateway/exchange/attempts/target_queue.h"
#include "gateway/exchange/attempts/request_writing.h"
#include "gateway/exchange/attempts/upstream_message.h"
#include "gateway/protocol/conversation/translation/schema_places.h"
#include "gateway/protocol/tokenizer/model_families.h"

#include <memory>
#include <utility>

namespace gateway::exchange {

namespace {

/// Clients count before each request: a quick estimate is more useful than a late number.
constexpr Milliseconds kLongestCount{5000};
constexpr std::string_view kEstimated = "x-signalbox-estimated";
constexpr std::string_view kGeminiCount = "gemini-count-tokens"; // in records; the path itself only says "gemini"

struct Counting {
    Result<std::string> answer; ///< estimate
    protocol::CountJob job; ///< for a more exact number
};

Counting countingOf(const ClientRequest& request, protocol::KeptHistory& history)
{
    Counting counting{tokenCount(request, history), {}};
    if (counting.answer)
        counting.job = countJob(request, history);
    return counting;
}

/// The request in the form that would be sent there.
UpstreamRequest countedThere(const ClientRequest& request, const Access& access)
{
    if (!protocol::mayHoldOlderDraft(request.outline, viewOf(request.body), access.format))
        return {};
    auto tree = treeOf(request);
    protocol::Losses losses;
    if (!tree || !protocol::takeLatestDraftIn(access.format, *tree, losses))
        return {};
    return upstreamRequest(*tree, access, false, losses, nullptr).value_or(UpstreamRequest());
}

} // namespace

TokenCountHandler::TokenCountHandler(ExchangeState& state, ClientReply& reply, const RequestAdmission& admission, RequestPlanning& planning)
    : m_state(state)
    , m_reply(reply)
    , m_admission(admission)
    , m_planning(planning)
{
}

/// Uses the target's own count if it offers one, otherwise ours.
Task<> TokenCountHandler::count()
{
    if (m_state.request.ask.format == protocol::Format::Gemini)
        m_state.record->dialect = kGeminiCount;
    std::string model = m_state.request.outline.model;
    Task<std::optional<std::string>> asking = countElsewhere(model);
    const std::optional<std::string> counted = co_await std::move(asking);
    if (!counted) {
        Task<> counting = countHere(std::move(model));
        co_await std::move(counting);
        co_return;
    }
    http::Headers headers;
    m_reply.addOwnHeaders(headers, true);
    respondCount(std::move(headers), *counted);
}

/// Counts with the vocabulary of `model` in another thread, if that is known; otherwise estimates.
Task<> TokenCountHandler::countHere(std::string model)
{
    auto estimate = [request = m_state.request, history = historyFor(m_state.request, m_state.caller.name, m_state.services.responses)]() mutable {
        return countingOf(request, history);
    };
    Task<Counting> estimating = m_state.services.workers->runIf(m_state.request.isLong, std::move(estimate));
    Counting counting = co_await std::move(estimating);
    Result<std::string> answer = std::move(counting.answer);
    if (!answer) {
        m_reply.refuse(answer.error());
        co_return;
    }
    struct Counted {
        protocol::TokenCounts counts;
        bool isReady = false;
        WaitPoint news;
    };
    const auto counted = std::make_shared<Counted>();
    protocol::CountJob job = std::move(counting.job);
    job.family = protocol::tokenFamilyOf(model);
    m_state.services.counter->count(std::move(job), [counted](const protocol::TokenCounts& counts) {
        counted->counts = counts;
        counted->isReady = true;
        counted->news.wake();
    });
    Until ready(counted->news, m_state.services.wheel, kLongestCount, [&counted] { return counted->isReady; });
    (void)co_await ready;
    http::Headers headers;
    m_reply.addOwnHeaders(headers, false);
    if (counted->counts.input)
        answer = countAnswer(m_state.request, *counted->counts.input);
    if (!counted->counts.isInputExact)
        headers.add(kEstimated, "input_tokens");
    respondCount(std::move(headers), *answer);
}

/// It costs nothing and uses no tokens.
void TokenCountHandler::respondCount(http::Headers headers, const std::string& body)
{
    headers.add("content-type", "application/json");
    m_state.record->route = m_route ? m_route->id : std::string();
    m_state.record->answerBytes = static_cast<std::int64_t>(body.size());
    m_reply.answer(headers, body);
}

/// The count of the first usable target; empty if it offers none or it failed.
Task<std::optional<std::string>> TokenCountHandler::countElsewhere(std::string& model)
{
    const routing::RequestFacts asked = m_state.facts(m_state.services.clock.now());
    auto plan = m_state.snapshot->planner->plan(asked, m_state.services.balancer);
    m_route = plan ? plan->route : nullptr;
    if (!plan || !m_admission.checkOpen() || !checkRoute(m_state.caller, m_route, m_state.request.outline.model, *m_state.snapshot))
        co_return std::nullopt;
    const bool isClients = m_route && m_route->clientCredential;
    const providers::Authorization credential =
        isClients ? clientCredential(m_state.client.request(), *m_state.snapshot) : providers::Authorization();
    if (isClients && credential.empty())
        co_return std::nullopt;
    if (!m_planning.goToHolder(*plan))
        co_return std::nullopt;
    TargetQueue queue(
        std::move(*plan), asked, *m_state.snapshot, m_state.services.balancer, m_state.services.health, isClients, &m_state.services.keyMeters.plans());
    const std::optional<Target> target = queue.next();
    if (target)
        model = target->candidate->model;
    // A Responses host that stores nothing only creates responses and offers no counting.
    const Access* const access =
        target ? accessFor(*target->provider, m_state.request.ask.format, target->candidate->model, {.state = true}) : nullptr;
    const bool isCounted = access && access->format == m_state.request.ask.format && !countPath(*access).empty();
    if (!isCounted || namesOtherModel(m_state.request, target->candidate->model))
        co_return std::nullopt;
    auto write = [request = m_state.request, access, snapshot = m_state.snapshot] { return countedThere(request, *access); };
    Task<UpstreamRequest> writing = m_state.services.workers->runIf(m_state.request.isLong, std::move(write));
    const UpstreamRequest written = co_await std::move(writing);
    const UpstreamMessage message{m_state.client.request(), m_state.request, written, *target, *access, true,
        isClients ? &credential : nullptr, m_state.services.instanceId, m_state.services.clock, nullptr, m_state.clientsTrace()};
    const TimePoint begun = std::chrono::steady_clock::now();
    Task<Result<InquiryReply>> asking = inquire(m_state.services, message, kLongestCount);
    auto reply = co_await std::move(asking);
    if (!reply || reply->status != 200 || !isTokenCount(m_state.request, reply->body))
        co_return std::nullopt;
    m_state.record->route = m_route ? m_route->id : std::string();
    m_state.record->provider = target->provider->settings->id;
    m_state.record->model = target->candidate->model;
    noteCounted(*target, *access, begun);
    co_return std::move(reply->body);
}

/// Records one attempt, like any other that was answered.
void TokenCountHandler::noteCounted(const Target& target, const Access& access, TimePoint begun)
{
    usage::AttemptRecord& noted = m_state.record->attempts.emplace_back();
    noted.provider = m_state.record->provider;
    noted.model = m_state.record->model;
    noted.key = target.key->name;
    noted.status = 200;
    noted.protocol = providers::toText(access.endpoint.protocol);
    noted.startedAfter = std::chrono::duration_cast<Milliseconds>(begun - m_state.times.begun);
    noted.duration = ExchangeState::since(begun);
    noted.lastByte = noted.duration;
}

} // namespace gateway::exchange
