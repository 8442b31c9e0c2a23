// What an exchange asks a provider beside conversations: how long a request is, what became of
// a response.

#include "exchange.h"

#include "inquiry.h"

#include "gateway/exchange/answers/stored_responses.h"
#include "gateway/exchange/answers/token_counting.h"
#include "gateway/protocol/conversation/answer_fields.h"
#include "gateway/protocol/responses/responses_codec.h"
#include "gateway/protocol/tokenizer/model_families.h"

#include <algorithm>

namespace gateway::exchange {

namespace {

/// Clients count before they ask: an estimate soon is worth more than a number late.
constexpr Milliseconds kLongestCount{5000};
constexpr Milliseconds kLongestMetrics{8000}; // scrapers wait for ten seconds
constexpr std::string_view kOpenMetrics = "application/openmetrics-text";
constexpr std::string_view kEstimated = "x-signalbox-estimated";
constexpr std::string_view kGeminiCount = "gemini-count-tokens"; // in records; its path says no more than "gemini"

/// Without the client's key at this gateway.
std::string queryForKeeper(std::string_view query)
{
    std::string kept;
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view field = query.substr(0, end);
        if (!field.empty() && field.substr(0, field.find('=')) != "key")
            kept.append(kept.empty() ? "?" : "&").append(field);
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return kept;
}

/// Of our key the client hears nothing but that.
Error refusedKey(const Target& target, int status)
{
    Error error;
    error.kind = ErrorKind::NoUsableKey;
    error.message = "Provider \"" + target.provider->settings->id + "\" refused its key \"" + target.key->name + "\" ("
        + std::to_string(status) + "). Check the key and the account.";
    return error;
}

/// What the response `id` has used that is told of; empty: it is not over yet.
std::optional<protocol::TokenUsage> finalUsage(const InquiryReply& reply, const std::string& id)
{
    const auto body = parseJson(reply.body);
    const auto response = body ? std::optional(*body) : protocol::responseIn(reply.body);
    const bool isOver = response && protocol::fields::textAt(*response, "id") == id
        && protocol::responseState(*response) == protocol::ResponseState::Over;
    return isOver ? std::optional(protocol::responseUsage(*response)) : std::nullopt;
}

Error keeperGone(const protocol::KeptResponse& kept, const std::string& remedy)
{
    Error error;
    error.kind = ErrorKind::InvalidRequest;
    error.status = 404;
    error.message = "The response \"" + kept.id + "\" is kept by provider \"" + kept.provider + "\", " + remedy;
    return error;
}

} // namespace

/// Somebody else puts them together, from the records up to now.
Task<> Exchange::tellMetrics()
{
    const auto reply = std::make_shared<MetricsReply>();
    const auto accept = m_client.request().headers.find("accept");
    reply->isOpenMetrics = accept && accept->find(kOpenMetrics) != std::string_view::npos;
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
    Result<std::string> answer = tokenCount(m_request, m_caller.name, m_services.responses);
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
    protocol::CountJob job = countJob(m_request, m_caller.name, m_services.responses);
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
        std::move(*plan), asked, *m_snapshot, m_services.balancer, m_services.health, m_services.clock, isClients);
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

/// The response that is asked for, where a provider keeps it; else null.
const protocol::KeptResponse* Exchange::keptElsewhere()
{
    const http::RequestHead& head = m_client.request();
    if (m_request.ask.operation != Operation::StoredResponse || head.method == "OPTIONS")
        return nullptr;
    const auto now = std::chrono::duration_cast<std::chrono::seconds>(m_record->startedAt.time_since_epoch());
    m_services.responses.dropOld(now.count());
    const auto* const kept = m_services.responses.find(storedAskOf(m_request.ask.rest, head).id, m_caller.name);
    return kept && kept->isElsewhere() ? kept : nullptr;
}

/// With the key that it was made with, where that is still there.
std::optional<Target> Exchange::keeperOf(const protocol::KeptResponse& kept, routing::Candidate& candidate) const
{
    const auto& providers = m_snapshot->providers;
    const auto provider =
        std::ranges::find_if(providers, [&](const Provider& each) { return each.settings->id == kept.provider; });
    if (provider == providers.end() || !provider->settings->enabled || provider->keys.empty())
        return std::nullopt;
    const Access* const access = accessFor(*provider, protocol::Format::OpenAiResponses);
    const bool isKeeper = access && access->format == protocol::Format::OpenAiResponses
        && !access->endpoint.formatQuirks.statelessResponses;
    if (!isKeeper)
        return std::nullopt;
    const auto key = std::ranges::find(provider->keys, kept.key, &UsableKey::name);
    candidate.provider = static_cast<std::size_t>(provider - providers.begin());
    return Target{&candidate, &*provider, key == provider->keys.end() ? &provider->keys.front() : &*key, false};
}

Task<> Exchange::askKeeper(protocol::KeptResponse kept)
{
    m_isRecorded = false;
    routing::Candidate candidate;
    const std::optional<Target> target = keeperOf(kept, candidate);
    if (const auto open = checkOpen(); !open || !target) {
        refuse(open ? keeperGone(kept, "which cannot be used here any more: it is switched off, gone, or has no key.")
                    : open.error());
        co_return;
    }
    const http::RequestHead& head = m_client.request();
    const TimePoint begun = std::chrono::steady_clock::now();
    m_request.ask.path = "responses/" + kept.id + std::string(storedAskOf(m_request.ask.rest, head).path) + queryForKeeper(head.query);
    const UpstreamRequest asIs;
    const UpstreamMessage message{head, m_request, asIs, *target,
        *accessFor(*target->provider, protocol::Format::OpenAiResponses), true, nullptr, m_services.instanceId,
        m_services.clock, nullptr, clientsTrace()};
    Task<Result<InquiryReply>> asking =
        inquire(m_services, message, Milliseconds(target->provider->settings->timeouts.total_ms));
    auto reply = co_await std::move(asking);
    if (!reply) {
        refuse(reply.error());
        co_return;
    }
    if (reply->status == 401 || reply->status == 402 || reply->status == 403) {
        refuse(refusedKey(*target, reply->status));
        co_return;
    }
    if (reply->status < 300)
        bookOwed(kept, *target, *reply, begun);
    if (reply->status == 404 || (head.method == "DELETE" && reply->status < 300))
        m_services.responses.remove(kept.id, m_caller.name);
    http::Headers headers = headersForClient(reply->headers);
    addOwnHeaders(headers, false);
    headers.add("x-signalbox-provider", kept.provider);
    m_record->status = reply->status;
    m_record->outcome = reply->status < 400 ? usage::Outcome::Answered : usage::Outcome::ClientError;
    const bool isError = reply->status >= 400; // some repeat the key
    m_client.respond(reply->status, headers,
        QByteArray::fromStdString(isError ? m_snapshot->redactor.redactKnown(reply->body) : reply->body));
}

/// What was made in the background is seen at its end for the first time: this exchange is booked with what it has used.
void Exchange::bookOwed(const protocol::KeptResponse& asked, const Target& target, const InquiryReply& reply, TimePoint begun)
{
    const auto* const found = asked.owedModel.empty() ? nullptr : m_services.responses.find(asked.id, m_caller.name);
    const auto used = found ? finalUsage(reply, asked.id) : std::nullopt;
    if (!used || found->owedModel.empty()) // another one saw it meanwhile
        return;
    protocol::KeptResponse kept = *found;
    const std::string model = std::exchange(kept.owedModel, {});
    m_services.responses.keep(std::move(kept));
    if (used->origin == protocol::UsageOrigin::Unknown)
        return;
    m_isRecorded = true;
    m_record->askedModel = model;
    m_record->provider = asked.provider;
    m_record->model = model;
    noteCounted(target, *accessFor(*target.provider, protocol::Format::OpenAiResponses), begun);
    m_bill.note(0, *target.provider, *used);
}

/// What goes on from a response that a provider keeps can be asked there only.
Result<void> Exchange::goToKeeper(routing::Plan& plan)
{
    const auto* const kept = previousOf(m_request, m_caller.name, m_services.responses);
    if (!kept || !kept->isElsewhere())
        return {};
    std::erase_if(plan.candidates, [&](const routing::Candidate& candidate) {
        return m_snapshot->providers[candidate.provider].settings->id != kept->provider;
    });
    m_keeperKey = kept->key;
    if (!plan.candidates.empty())
        return {};
    Error error = keeperGone(*kept,
        "which is no target of this request. Ask for a model that goes there, or send the "
        "earlier items in \"input\".");
    error.kind = ErrorKind::ResponseNotKept;
    error.status = 0;
    error.param = "previous_response_id";
    return failure(std::move(error));
}

} // namespace gateway::exchange
