#include "exchange.h"

#include "gateway/config/settings/timestamp.h"
#include "gateway/core/log.h"
#include "gateway/core/text/ascii.h"
#include "gateway/core/text/bytes.h"
#include "gateway/exchange/admission/request_body.h"
#include "gateway/exchange/admission/request_target.h"
#include "gateway/exchange/admission/serving.h"
#include "gateway/exchange/answers/local_answers.h"
#include "gateway/exchange/answers/ollama_load.h"
#include "gateway/exchange/answers/stored_responses.h"
#include "gateway/exchange/answers/token_counting.h"
#include "gateway/routing/matching/request_traits.h"
#include "gateway/usage/context/session_id.h"

#include <algorithm>
#include <utility>

namespace gateway::exchange {

namespace {

/// By which a client says whose files it means.
constexpr std::string_view kProviderHeader = "x-signalbox-provider";

constexpr Milliseconds kLongestBody{3600 * 1000}; // the connection has limits of its own
constexpr Milliseconds kLongestKeys{2000}; // a keychain that needs longer waits for its user

// A list such as "GET, HEAD". Source: RFC 9110 §9.1: methods are case-sensitive.
bool takesMethod(std::string_view methods, std::string_view method)
{
    while (!methods.empty()) {
        const std::size_t comma = std::min(methods.find(','), methods.size());
        if (methods.substr(0, comma) == method)
            return true;
        methods.remove_prefix(std::min(comma + 2, methods.size()));
    }
    return false;
}

// Asks what the server can, not one of its resources. Source: RFC 9110 §9.3.7.
bool isServerOptions(const http::RequestHead& head) { return head.method == "OPTIONS" && head.path == "*"; }

/// Source: Anthropic API reference, "Versions"; Claude Code "LLM gateways"; read 2026-11-21.
bool isAnthropicClient(const http::RequestHead& head)
{
    return head.headers.find("anthropic-version")
        || startsIgnoringCase(head.headers.find("user-agent").value_or(std::string_view()), "claude-c");
}

bool isProbe(const EndpointMatch& match)
{
    return match.endpoint
        && (match.endpoint->operation == Operation::Liveness || match.endpoint->operation == Operation::Health);
}

/// With what the choice of a target asks of it.
LargeBody measured(LargeBody large)
{
    if (!large.outline)
        return large;
    routing::RequestFacts facts;
    facts.request = &*large.outline;
    facts.body = viewOf(large.request.body);
    const auto measure = std::make_shared<const protocol::MessageMeasure>(routing::RequestTraits(facts).measure());
    large.outline->measure = measure;
    if (large.request.ask.format == protocol::Format::OpenAiResponses)
        large.request.needs = requestNeeds(large.request.ask.format, *large.outline, facts.body);
    return large;
}

/// Files, pictures and sound are sent as forms.
bool takesForms(const Ask& ask)
{
    const auto begins = [&ask](std::string_view folder) { return ask.path.starts_with(folder); };
    return ask.operation == Operation::PassThrough && (begins("files") || begins("images/") || begins("audio/"));
}

ClientNotes& notesOf(http::ServerConnection& client, const Services& services)
{
    if (!client.note()) {
        auto notes = std::make_shared<ClientNotes>();
        if (services.findUser)
            notes->user = PeerUser([&client, &services] { return services.findUser(client.ends()); });
        client.setNote(std::move(notes));
    }
    return *static_cast<ClientNotes*>(client.note().get());
}

} // namespace

Exchange::Exchange(http::ServerConnection& client, Services& services)
    : m_client(client), m_services(services), m_snapshot(services.snapshot), m_notes(notesOf(client, services)),
      m_begun(services.clock.now()), m_record(services.records.take())
{
    m_record->startedAt = services.clock.wallNow();
    m_record->id = services.ids.next(m_record->startedAt);
    m_record->consumer = m_caller.name;
    m_record->outcome = usage::Outcome::Cancelled; // what holds if nothing else comes
}

Exchange::~Exchange()
{
    if (!m_isEnded) // the gateway stops
        noteEnd();
    settle();
    m_services.records.prepare();
}

void Exchange::start()
{
    m_task = run();
    m_task.start(*this);
}

void Exchange::clientGone()
{
    if (!m_isEnded)
        cancel();
}

void Exchange::stopNow()
{
    Error error;
    error.kind = m_relayed ? ErrorKind::StreamInterrupted : ErrorKind::GatewayStopping;
    error.message = "The gateway was stopped before the answer was complete. Send the request again in a moment.";
    error.retryAfter_s = 2;
    endHere(error);
}

void Exchange::cancelHere()
{
    Error error;
    error.kind = ErrorKind::CancelledHere;
    error.message = "The request was cancelled by the user at this machine.";
    endHere(error);
}

/// The task is not running: this comes from the event loop. One that is cancelled has the record of a client that went, but for the error.
void Exchange::endHere(const Error& error)
{
    if (m_isEnded)
        return;
    m_services.soon.run(); // the answer names who was asked
    const bool isWhole = m_relayed && hasSaidAll(*m_relayed);
    endEarly(error);
    if (error.kind == ErrorKind::CancelledHere)
        m_record->outcome = isWhole ? usage::Outcome::Answered : usage::Outcome::Cancelled;
    ended();
}

/// Before the answer is complete, but for its last words.
void Exchange::endEarly(const Error& error)
{
    if (m_relayed && hasSaidAll(*m_relayed))
        m_client.finish();
    else if (m_relayed)
        interrupt(*m_relayed, error);
    else
        refuse(error);
}

void Exchange::ended()
{
    if (std::exchange(m_isEnded, true))
        return;
    noteEnd();
    m_client.handlerEnded(); // last: this is destroyed some time later, and settled then
}

/// What is still told by the connection, and how long it took.
void Exchange::noteEnd()
{
    unlink();
    countRelayed();
    notePassedOver();
    m_task = Task<>();
    noteRequest();
    m_record->duration = since(m_begun);
}

Task<> Exchange::run()
{
    if (m_snapshot->awaitsKeys && !isProbe(endpointAt(m_client.request().path, *m_snapshot))) {
        Task<> waiting = awaitKeys();
        co_await std::move(waiting);
    }
    if (auto admitted = admit(); !admitted) {
        refuse(admitted.error());
        co_return;
    }
    if (const protocol::KeptResponse* const kept = keptElsewhere()) {
        Task<> asking = askKeeper(*kept);
        co_await std::move(asking);
        co_return;
    }
    if (m_request.ask.operation == Operation::StoredResponse) {
        if (auto kept = askedWhole(m_request.ask.rest, m_client.request(), m_caller.name, m_services.responses)) {
            auto write = [kept = std::move(kept)] { return toText(kept->response); };
            Task<std::string> writing = m_services.workers->run(std::move(write));
            std::string text = co_await std::move(writing);
            respond(std::move(text));
            co_return;
        }
    }
    if (answerLocally())
        co_return;
    if (m_request.ask.operation == Operation::Metrics) {
        Task<> telling = tellMetrics();
        co_await std::move(telling);
        co_return;
    }
    if (m_caller.consumer)
        m_client.chargeTo(payer());
    Until whole(m_client.waitPoint(), m_services.wheel, kLongestBody, [this] { return m_client.bodyReady(); });
    (void)co_await whole;
    m_received = std::chrono::steady_clock::now();
    auto body = m_client.takeBody();
    if (!body) {
        refuse(body.error());
        co_return;
    }
    m_share = m_client.takeShare();
    if (auto plain = decodedHere(m_client.request().headers, *body, {m_snapshot->settings.listen.maxBodyBytes})) {
        if (!*plain) {
            refuse(plain->error());
            co_return;
        }
        m_request.body = std::move(**plain);
    } else {
        Task<bool> reading = readLarge(std::move(*body));
        const bool isRead = co_await std::move(reading);
        if (!isRead)
            co_return;
    }
    Task<> going = understood();
    co_await std::move(going);
}

Task<bool> Exchange::readLarge(QByteArray body)
{
    ownShare();
    LargeBody large;
    large.headers = m_client.request().headers;
    large.limits = {m_snapshot->settings.listen.maxBodyBytes};
    large.request.ask = m_request.ask;
    large.request.body = std::move(body);
    large.share = std::move(m_share);
    auto job = [given = std::move(large)]() mutable { return measured(readLargeBody(std::move(given))); };
    Task<LargeBody> reading = m_services.workers->run(std::move(job));
    LargeBody read = co_await std::move(reading);
    m_share = std::move(read.share);
    if (!read.outline) {
        refuse(read.outline.error());
        co_return false;
    }
    m_request.body = std::move(read.request.body);
    m_request.isLong = read.request.isLong;
    m_request.needs = read.request.needs;
    m_outlined.emplace(std::move(read.outline));
    m_references.emplace(std::move(read.references));
    co_return true;
}

/// Who is charged for the memory that this takes: the consumer, or the address where there is no key.
std::string Exchange::payer() const { return m_caller.consumer ? "consumer " + m_caller.name : m_client.request().peer; }

/// What it holds of the budget, which small requests do not ask for.
http::BodyBudget::Share& Exchange::ownShare()
{
    if (!m_share.isOfBudget())
        m_share = m_services.budget->shareOf(payer());
    return m_share;
}

/// The keychain may still be at it. Without its keys, those of consumers too, nothing can be decided well.
Task<> Exchange::awaitKeys()
{
    const auto point = std::make_shared<WaitPoint>();
    m_services.awaitingKeys.push_back(point);
    Until read(*point, m_services.wheel, kLongestKeys, [this] { return !m_services.snapshot->awaitsKeys; });
    (void)co_await read;
    m_snapshot = m_services.snapshot;
}

/// Its body is there.
Task<> Exchange::understood()
{
    if (auto outlined = outline(); !outlined) {
        refuse(outlined.error());
        co_return;
    }
    keepRequest();
    if (answerFromBody())
        co_return;
    if (m_request.ask.format == protocol::Format::OpenAiResponses)
        m_request.isLong |= refersToLong(m_request, m_caller.name, m_services.responses);
    if (m_request.ask.operation == Operation::CountTokens) {
        if (auto counted = admitCount(); !counted) {
            refuse(counted.error());
            co_return;
        }
        Task<> counting = countTokens();
        co_await std::move(counting);
        co_return;
    }
    const routing::RequestFacts facts = this->facts(std::chrono::steady_clock::now());
    m_isRouted = true;
    auto plan = planned(facts);
    m_route = plan ? plan->route : m_snapshot->planner->route(facts);
    m_record->route = m_route ? m_route->id : std::string();
    if (auto allowed = checkRoute(m_caller, m_route, m_request.outline.model, *m_snapshot); !allowed) {
        refuse(allowed.error());
        co_return;
    }
    if (plan && isServedNowhere(*plan, m_request.ask, *m_snapshot))
        plan = failure(notServed(m_request.ask, m_record->askedModel, m_caller.name, *m_snapshot));
    if (!plan) {
        refuse(plan.error());
        co_return;
    }
    if (auto admitted = admitReferences(*plan); !admitted) {
        refuse(admitted.error());
        co_return;
    }
    if (!m_request.isLong && asksForLoad(m_request) && answerLoad(*plan))
        co_return;
    if (m_request.ask.format == protocol::Format::OpenAiResponses) {
        if (auto placed = goToKeeper(*plan); !placed) {
            refuse(placed.error());
            co_return;
        }
    }
    if (m_request.outline.stream && takesComments())
        m_commentDue = m_begun + Milliseconds(m_snapshot->settings.listen.streamComment_ms);
    Task<> trying = attempts(std::move(*plan), facts);
    co_await std::move(trying);
}

/// What the body says of itself.
Result<void> Exchange::outline()
{
    const http::RequestHead& head = m_client.request();
    protocol::RequestOutline& outline = m_request.outline;
    m_record->requestBytes = m_request.body.size();
    m_request.contentType = head.headers.find("content-type").value_or("application/json");
    auto read = m_outlined ? std::move(*m_outlined) : outlineOf(m_request, m_services.requestReader);
    m_outlined.reset();
    if (!read)
        return failure(std::move(read.error()));
    outline = std::move(*read);
    if (!m_references)
        m_references.emplace(referencesOf(m_request));
    m_record->askedModel = m_snapshot->redactor.redact(outline.model); // whoever mixes up his fields
    m_record->isStream = outline.stream;
    return {};
}

/// What names no model (a list of files) goes to the provider that the client names, or to
/// the first that may have it.
Result<routing::Plan> Exchange::planned(const routing::RequestFacts& facts)
{
    const Ask& ask = m_request.ask;
    const routing::RoutePlanner& planner = *m_snapshot->planner;
    if (!facts.model.empty() || ask.operation != Operation::PassThrough) {
        const KnownRoute& known = m_notes.findings.route;
        m_isRouteKnown = known.isKnown && known.model == facts.model;
        return m_isRouteKnown ? planner.planFor(known.route, facts, m_services.balancer)
                              : planner.plan(facts, m_services.balancer, &m_refused);
    }
    const auto wanted = m_client.request().headers.find(kProviderHeader);
    auto plan = planner.planAny(m_caller.name, [&](std::size_t i) {
        const Provider& provider = m_snapshot->providers[i];
        return serves(provider, ask) && (!wanted || *wanted == provider.settings->id);
    });
    if (!plan && plan.error().kind == ErrorKind::NoUsableTarget)
        return failure(notServed(ask, {}, m_caller.name, *m_snapshot));
    return plan;
}

/// A stream that a comment may begin. Of what passes as it is nobody knows beforehand whether it is one.
bool Exchange::takesComments() const
{
    return m_request.ask.operation != Operation::PassThrough && protocol::formatInfo(m_request.ask.format).framing == protocol::Framing::Sse && !m_request.ask.asArray;
}

protocol::Dialect Exchange::dialect() const
{
    if (m_endpoint.endpoint)
        return m_endpoint.endpoint->dialect;
    return isAnthropicClient(m_client.request()) ? protocol::Dialect::Anthropic : dialectOf(m_client.request().path);
}

Result<void> Exchange::admit()
{
    const http::RequestHead& head = m_client.request();
    const bool isKnown = recall();
    if (!isKnown)
        identify();
    m_record->trace = usage::traceContextOf(head.headers);
    if (!m_record->trace && m_services.tracesExchanges)
        m_record->trace = usage::ownTrace(m_record->id);
    if (m_identity->hasProcess() && !isProbe(m_endpoint)) {
        if (!m_notes.process && m_services.findProcess) // at the first request of a connection that is recorded
            m_notes.process = m_services.findProcess(m_client.ends());
        m_record->process = m_notes.process;
    }
    if (isKnown)
        return checkOpen();
    auto admitted = examine();
    if (admitted && m_request.ask.operation == Operation::Converse)
        remember();
    return admitted;
}

/// What was found of this head for a request before.
bool Exchange::recall()
{
    HeadFindings& known = m_notes.findings;
    if (!known.holdFor(m_client.request(), m_snapshot, m_record->startedAt)) {
        known = {};
        return false;
    }
    m_endpoint = known.endpoint;
    m_request.ask = known.ask;
    m_identity = known.client;
    m_caller = known.caller;
    m_record->dialect = known.endpoint.endpoint->name;
    m_record->clientName = known.clientName;
    m_record->consumer = known.caller.name;
    return true;
}

void Exchange::remember()
{
    HeadFindings& known = m_notes.findings;
    known.head = m_client.request().number;
    known.snapshot = m_snapshot;
    known.endpoint = m_endpoint;
    known.ask = m_request.ask;
    known.client = m_identity;
    known.caller = m_caller;
    known.clientName = m_record->clientName;
}

/// Which endpoint is asked, by what program, and from where.
void Exchange::identify()
{
    const http::RequestHead& head = m_client.request();
    m_endpoint = endpointAt(head.path, *m_snapshot);
    if (m_endpoint.endpoint)
        if (const Endpoint& twin = asAnthropics(*m_endpoint.endpoint); &twin != m_endpoint.endpoint && isAnthropicClient(head))
            m_endpoint.endpoint = &twin;
    m_identity.emplace(head, *m_snapshot, m_notes.user);
    m_record->dialect = m_endpoint.endpoint ? std::string(m_endpoint.endpoint->name) : std::string("unknown");
    m_record->clientName = clientName(head, m_snapshot->redactor);
}

/// Whether it may be asked so. But for what changes by itself, the head and the snapshot alone tell.
Result<void> Exchange::examine()
{
    const http::RequestHead& head = m_client.request();
    if (auto source = checkSource(head, *m_snapshot, isProbe(m_endpoint)); !source)
        return source;
    if (auto path = checkPath(head.path); !path)
        return path;
    if (head.asksForWebSocket)
        return failure(ErrorKind::UpgradeNotSupported,
                       "This gateway does not speak WebSocket. Send the request over plain HTTP; answers stream as "
                       "server-sent events.");
    if (isServerOptions(head))
        return {};
    if (!m_endpoint.endpoint)
        return failure(ErrorKind::UnknownEndpoint,
                       "There is nothing at this path. Chat completions are at /v1/chat/completions, models at /v1/models.");
    const bool isMetrics = m_endpoint.endpoint->operation == Operation::Metrics;
    m_isRecorded = !isProbe(m_endpoint) && !isMetrics;
    if (head.method == "OPTIONS")
        return {};
    const std::string_view methods = m_endpoint.endpoint->methods;
    if (!takesMethod(methods, head.method))
        return failure(ErrorKind::MethodNotAllowed, "This endpoint takes " + std::string(methods) + " only.");
    m_request.ask = askOf(m_endpoint, head);
    if (isProbe(m_endpoint))
        return {};
    if (auto hops = checkHops(head, m_services.instanceId); !hops)
        return hops;
    if (auto type = checkPageBody(head, takesForms(m_request.ask)); !type)
        return type;
    if (auto identified = identifyConsumer(); !identified)
        return identified;
    return admitOperation();
}

Result<void> Exchange::identifyConsumer()
{
    auto caller = identifyCaller(m_client.request(), *m_identity, *m_snapshot, m_record->startedAt);
    if (!caller) {
        warnOfRemote();
        return failure(std::move(caller.error()));
    }
    m_caller = std::move(*caller);
    m_record->consumer = m_caller.name;
    return {};
}

/// Whoever sets up a reverse proxy, or another account, looks into the log first. Once: anybody can be refused for ever.
void Exchange::warnOfRemote() const
{
    if (m_snapshot->settings.listen.requireKey == config::RequireKey::Always || !m_identity->isRefusedHere()
        || std::exchange(m_services.hasWarnedOfRemote, true))
        return;
    qCWarning(logExchange, "%s: a caller without a key was refused, because %s. %s Give it a consumer key. Later refusals are not logged.",
              m_record->id.c_str(), m_identity->whyRemote().c_str(), m_identity->remedy().c_str());
}

/// Whether what is asked for is done here, and now.
Result<void> Exchange::admitOperation()
{
    const Operation operation = m_request.ask.operation;
    if (operation == Operation::NotServed)
        return failure(ErrorKind::ProtocolNotServed,
                       "This endpoint is not served by this version. Chats, embeddings and models are, in the APIs of "
                       "OpenAI, Anthropic, Gemini and Ollama.");
    const http::RequestHead& head = m_client.request();
    const bool isStored = operation == Operation::StoredResponse;
    if (isStored && head.method == "POST" && storedAskOf(m_request.ask.rest, head).what != StoredAsk::What::End)
        return failure(ErrorKind::UnknownEndpoint, "There is nothing at this path to be sent to. A response is asked for with POST /v1/responses.");
    if (isAnsweredHere(operation))
        return {};
    if (auto open = checkOpen(); !open)
        return open;
    return operation == Operation::PassThrough ? Result<void>() : checkBodyType(head);
}

/// Whether providers are asked at all now.
Result<void> Exchange::checkOpen() const
{
    if (!m_services.isStopping && !m_services.isPaused)
        return {};
    Error error;
    error.kind = m_services.isStopping ? ErrorKind::GatewayStopping : ErrorKind::GatewayPaused;
    error.message = m_services.isStopping ? "The gateway is stopping. Send the request again in a moment."
                                          : "The gateway is paused. Resume it from the tray icon or the window.";
    error.retryAfter_s = m_services.isStopping ? 2 : 30;
    return failure(std::move(error));
}

bool Exchange::answerLocally()
{
    const http::RequestHead& head = m_client.request();
    if (head.method == "OPTIONS") {
        const std::string_view methods = isServerOptions(head) ? "GET, HEAD, POST" : m_endpoint.endpoint->methods;
        http::Headers headers = preflightHeaders(head, methods);
        addOwnHeaders(headers, false);
        m_isRecorded = false;
        m_client.respond(204, headers, {});
        return true;
    }
    if (m_request.ask.operation == Operation::StoredResponse) {
        respond(storedResponse(m_request.ask.rest, head, m_caller.name, m_services.responses));
        return true;
    }
    if (!isAnsweredHere(m_request.ask.operation))
        return false;
    auto body = localAnswer({m_request.ask, dialect(), m_caller}, *m_snapshot,
                            {m_services.health, m_services.clock, m_services.isPaused});
    if (body)
        respond(std::move(*body));
    return body.has_value();
}

/// What is answered here once the body is known.
bool Exchange::answerFromBody()
{
    if (m_request.ask.operation != Operation::OllamaShow)
        return false;
    respond(shownModel(askedModel(m_request), *m_snapshot, m_caller));
    return true;
}

/// Only an Ollama has a model to load, and gets the request as it is; the others always have theirs.
/// The answer is one line of JSON, however it was asked for.
bool Exchange::answerLoad(routing::Plan& plan)
{
    m_request.isLoad = true;
    m_request.outline.stream = false;
    m_record->isStream = false;
    const auto isElsewhere = [this](const routing::Candidate& candidate) {
        const Access* const access = accessFor(m_snapshot->providers[candidate.provider], m_request.ask.format);
        return !access || access->format != protocol::Format::OllamaChat;
    };
    if (!isElsewhere(plan.candidates.front())) {
        std::erase_if(plan.candidates, isElsewhere);
        return false;
    }
    if (const auto body = loadAnswer(m_request, m_record->startedAt))
        respondJson(200, *body);
    else
        refuse(body.error());
    return true;
}

void Exchange::respond(Result<std::string> body)
{
    if (!body) {
        refuse(body.error());
        return;
    }
    m_isRecorded = false;
    respondJson(200, *body);
}

Milliseconds Exchange::since(TimePoint begin)
{
    return std::chrono::duration_cast<Milliseconds>(std::chrono::steady_clock::now() - begin);
}

/// A client that leaves as soon as it has the last event, as some do, has its answer.
void Exchange::countRelayed()
{
    if (m_relayed) {
        m_relayed->leave();
        count(*m_relayed, m_relayed->usage());
    }
    if (m_relayed && hasSaidAll(*m_relayed) && !m_client.hasLost())
        m_record->outcome = usage::Outcome::Answered;
    m_relayed = nullptr;
}

/// What only the client's request tells, when nobody waits for it.
void Exchange::noteRequest()
{
    noteRoutes();
    noteSession();
}

/// The routes behind the one that was taken are looked at only here.
void Exchange::noteRoutes()
{
    if (!std::exchange(m_isRouted, false))
        return;
    m_record->routeList = m_snapshot->routeList;
    KnownRoute& known = m_notes.findings.route;
    if (m_isRouteKnown) {
        m_record->refusals = known.refusals;
        return;
    }
    const routing::RouteTable& table = m_snapshot->planner->table();
    table.judgeRest(facts(), m_refused);
    m_record->refusals = m_services.refusals.of(m_refused);
    if (table.isOfHeadAndModel())
        known = {true, m_request.outline.model, m_route, m_record->refusals};
}

/// A client that puts a key where it names its session gets it no further than here.
void Exchange::noteSession()
{
    if (!m_isRecorded || std::exchange(m_isSessionNoted, true))
        return;
    const std::string_view session =
        usage::sessionOf(m_client.request().headers, m_request.outline, viewOf(m_request.body));
    if (!session.empty())
        m_record->session = m_snapshot->redactor.redact(session);
}

/// Where the settings of the consumer want it, until they do not any more.
void Exchange::keepRequest()
{
    if (!m_caller.consumer)
        return;
    const auto& capture = m_snapshot->settings.consumers[*m_caller.consumer].capture;
    const auto until = capture ? config::parseTimestamp(capture->until) : std::nullopt;
    if (!until || *until <= m_record->startedAt)
        return;
    m_content = std::make_shared<usage::Content>();
    m_content->expiresAt = *until;
    m_mostContent = static_cast<std::size_t>(capture->maxBytes);
    m_content->request = viewOf(m_request.body).substr(0, m_mostContent);
    m_content->isCut = viewOf(m_request.body).size() > m_mostContent;
}

void Exchange::keepAnswer(std::string_view piece)
{
    if (!m_content)
        return;
    const std::size_t room = m_mostContent - m_content->answer.size();
    m_content->answer += piece.substr(0, room);
    m_content->isCut |= piece.size() > room;
}

/// Without our secrets, which nobody should have put there.
void Exchange::noteContent()
{
    if (!m_content)
        return;
    m_content->request = m_snapshot->redactor.redactKnown(m_content->request);
    m_content->answer = m_snapshot->redactor.redactKnown(m_content->answer);
    m_record->content = std::exchange(m_content, nullptr);
    m_services.records.forget(*m_record);
}

} // namespace gateway::exchange
