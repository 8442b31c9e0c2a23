// What an exchange answers beside conversations: how long a request is, what was measured.

#include "exchange.h"

#include "gateway/exchange/answers/stored_responses.h"
#include "gateway/exchange/answers/token_counting.h"
#include "gateway/exchange/attempts/inquiry.h"
#include "gateway/protocol/tokenizer/model_families.h"

namespace gateway::exchange {

namespace {

/// Clients count before they ask: an estimate soon is worth more than a number late.
constexpr Milliseconds kLongestCount{5000};
constexpr Milliseconds kLongestMetrics{8000}; // scrapers wait for ten seconds
constexpr std::string_view kOpenMetrics = "application/openmetrics-text";
constexpr std::string_view kEstimated = "x-signalbox-estimated";
constexpr std::string_view kGeminiCount = "gemini-count-tokens"; // in records; its path says no more than "gemini"

struct Counting {
    Result<std::string> answer; ///< by estimate
    protocol::CountJob job; ///< for a better number
};

Counting countingOf(const ClientRequest& request, protocol::KeptHistory& history)
{
    Counting counting{tokenCount(request, history), {}};
    if (counting.answer)
        counting.job = countJob(request, history);
    return counting;
}

} // namespace

/// Somebody else puts them together, from the records up to now.
Task<> Exchange::tellMetrics()
{
    const auto reply = std::make_shared<MetricsReply>();
    const auto accept = m_client.request().headers.find("accept");
    reply->isOpenMetrics = accept && accept->find(kOpenMetrics) != std::string_view::npos;
    m_services.soon.run();
    reply->inFlight = static_cast<std::int64_t>(m_services.board.inFlight());
    if (m_services.askMetrics) {
        m_services.board.handOver();
        m_services.askMetrics(reply);
        Until ready(reply->news, m_services.wheel, kLongestMetrics, [&reply] { return reply->isReady; });
        (void)co_await ready;
    }
    if (!reply->isReady) {
        Error error;
        error.kind = ErrorKind::NoUsableTarget;
        error.message = "The metrics could not be put together in time. Ask again later.";
        refuse(error);
        co_return;
    }
    http::Headers headers;
    headers.add("content-type", reply->contentType);
    addOwnHeaders(headers, false);
    m_record->status = 200;
    m_record->outcome = usage::Outcome::Answered;
    m_client.respond(200, headers, QByteArray::fromStdString(reply->text));
}

/// Whether the caller could have the request answered, not only counted.
Result<void> Exchange::admitCount()
{
    const routing::RoutePlanner& planner = *m_snapshot->planner;
    const std::string& model = m_request.outline.model;
    const config::RouteSettings* const route = planner.route(facts(std::chrono::steady_clock::now()));
    if (auto allowed = checkRoute(m_caller, route, model, *m_snapshot); !allowed)
        return allowed;
    if (auto allowed = planner.checkCaller(route, model, m_caller.name); !allowed)
        return allowed;
    if (*m_references && (*m_references)->empty()) // no target is chosen for nothing: they take turns
        return {};
    const auto plan = planner.planFor(route, facts(), m_services.balancer);
    return admitReferences(plan ? *plan : routing::Plan{route, nullptr, {}});
}

/// The target's own number where it counts, else ours.
Task<> Exchange::countTokens()
{
    if (m_request.ask.format == protocol::Format::Gemini)
        m_record->dialect = kGeminiCount;
    std::string model = m_request.outline.model;
    Task<std::optional<std::string>> asking = countElsewhere(model);
    const std::optional<std::string> counted = co_await std::move(asking);
    if (!counted) {
        Task<> counting = countHere(std::move(model));
        co_await std::move(counting);
        co_return;
    }
    http::Headers headers;
    addOwnHeaders(headers, true);
    respondCount(std::move(headers), *counted);
}

/// By the vocabulary of `model`, where that is known, in another thread; else by estimate.
Task<> Exchange::countHere(std::string model)
{
    auto estimate = [request = m_request, history = historyFor(m_request, m_caller.name, m_services.responses)]() mutable {
        return countingOf(request, history);
    };
    Task<Counting> estimating = m_services.workers->runIf(m_request.isLong, std::move(estimate));
    Counting counting = co_await std::move(estimating);
    Result<std::string> answer = std::move(counting.answer);
    if (!answer) {
        refuse(answer.error());
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
    m_services.counter->count(std::move(job), [counted](const protocol::TokenCounts& counts) {
        counted->counts = counts;
        counted->isReady = true;
        counted->news.wake();
    });
    Until ready(counted->news, m_services.wheel, kLongestCount, [&counted] { return counted->isReady; });
    (void)co_await ready;
    http::Headers headers;
    addOwnHeaders(headers, false);
    if (counted->counts.input)
        answer = countAnswer(m_request, *counted->counts.input);
    if (!counted->counts.isInputExact)
        headers.add(kEstimated, "input_tokens");
    respondCount(std::move(headers), *answer);
}

/// Nobody wants money for it, and no tokens are used.
void Exchange::respondCount(http::Headers headers, const std::string& body)
{
    headers.add("content-type", "application/json");
    m_record->status = 200;
    m_record->outcome = usage::Outcome::Answered;
    m_record->route = m_route ? m_route->id : std::string();
    m_record->answerBytes = static_cast<std::int64_t>(body.size());
    m_client.respond(200, headers, QByteArray::fromStdString(body));
}

/// As it goes on with what is asked for beside conversations, which has no span of its own.
std::string_view Exchange::clientsTrace() const
{
    const auto value = m_record->trace && m_record->trace->parent ? m_client.request().headers.find(usage::kTraceparent) : std::nullopt;
    return value.value_or(std::string_view());
}

/// As the first usable target counts them; empty: it does not, or not well.
Task<std::optional<std::string>> Exchange::countElsewhere(std::string& model)
{
    const routing::RequestFacts asked = facts(std::chrono::steady_clock::now());
    auto plan = m_snapshot->planner->plan(asked, m_services.balancer);
    m_route = plan ? plan->route : nullptr;
    if (!plan || !checkOpen() || !checkRoute(m_caller, m_route, m_request.outline.model, *m_snapshot))
        co_return std::nullopt;
    const bool isClients = m_route && m_route->clientCredential;
    const providers::Authorization credential =
        isClients ? clientCredential(m_client.request(), *m_snapshot) : providers::Authorization();
    if (isClients && credential.empty())
        co_return std::nullopt;
    if (m_request.ask.format == protocol::Format::OpenAiResponses && !goToKeeper(*plan))
        co_return std::nullopt;
    TargetQueue queue(
        std::move(*plan), asked, *m_snapshot, m_services.balancer, m_services.health, isClients);
    const std::optional<Target> target = queue.next();
    if (target)
        model = target->candidate->model;
    // A host of Responses that keeps nothing makes them, and has nothing beside that.
    const Access* const access =
        target ? accessFor(*target->provider, m_request.ask.format, target->candidate->model, {.state = true}) : nullptr;
    const bool isCounted = access && access->format == m_request.ask.format && !countPath(*access).empty();
    if (!isCounted || namesOtherModel(m_request, target->candidate->model))
        co_return std::nullopt;
    const UpstreamRequest asIs;
    const UpstreamMessage message{m_client.request(), m_request, asIs, *target, *access, true,
        isClients ? &credential : nullptr, m_services.instanceId, m_services.clock, nullptr, clientsTrace()};
    const TimePoint begun = std::chrono::steady_clock::now();
    Task<Result<InquiryReply>> asking = inquire(m_services, message, kLongestCount);
    auto reply = co_await std::move(asking);
    if (!reply || reply->status != 200 || !isTokenCount(m_request, reply->body))
        co_return std::nullopt;
    m_record->route = m_route ? m_route->id : std::string();
    m_record->provider = target->provider->settings->id;
    m_record->model = target->candidate->model;
    noteCounted(*target, *access, begun);
    co_return std::move(reply->body);
}

/// One attempt, as any other that was answered.
void Exchange::noteCounted(const Target& target, const Access& access, TimePoint begun)
{
    usage::AttemptRecord& noted = m_record->attempts.emplace_back();
    noted.provider = m_record->provider;
    noted.model = m_record->model;
    noted.key = target.key->name;
    noted.status = 200;
    noted.protocol = providers::toText(access.endpoint.protocol);
    noted.startedAfter = std::chrono::duration_cast<Milliseconds>(begun - m_begun);
    noted.duration = since(begun);
    noted.lastByte = noted.duration;
}

} // namespace gateway::exchange
