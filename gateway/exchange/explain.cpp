#include "explain.h"

#include "experiment_choice.h"
#include "local_handlers.h"
#include "shadow_choice.h"

#include "gateway/core/text/ascii.h"
#include "gateway/core/text/bytes.h"
#include "gateway/exchange/admission/client_request.h"
#include "gateway/exchange/admission/request_target.h"
#include "gateway/exchange/attempts/access_choice.h"
#include "gateway/exchange/attempts/attempt_demand.h"
#include "gateway/routing/candidate_place.h"
#include "gateway/usage/context/session_id.h"

#include <QtGlobal>

#include <algorithm>

namespace gateway::exchange {

namespace {

http::RequestHead headOf(const Question& question, int port)
{
    http::RequestHead head;
    head.method = question.method;
    head.target = question.path;
    const std::size_t mark = std::min(question.path.find('?'), question.path.size());
    head.path = question.path.substr(0, mark);
    head.query = question.path.substr(std::min(mark + 1, question.path.size()));
    head.host = port > 0 ? "localhost:" + std::to_string(port) : "localhost";
    for (const auto& [name, value] : question.headers) {
        head.headers.add(name, value);
        if (equalsIgnoringCase(name, "host"))
            head.host = asciiLower(value);
    }
    return head;
}

Result<Caller> callerOf(const Question& question, const http::RequestHead& head, const Snapshot& snapshot, WallTime now)
{
    if (question.consumer.empty()) {
        PeerUser nobodyElse;
        return identifyCaller(head, ClientIdentity(head, snapshot, nobodyElse), snapshot, now);
    }
    if (question.consumer == Caller().name)
        return Caller{};
    if (question.consumer == config::kOwnConsumer)
        return ownCaller();
    const auto& consumers = snapshot.settings.consumers;
    for (std::size_t i = 0; i < consumers.size(); ++i)
        if (consumers[i].name == question.consumer)
            return Caller{question.consumer, i};
    return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "The configuration has no consumer \"%1\"."), {question.consumer}});
}

/// Keys of one provider take turns, independently of the targets.
void addKeySequences(Explanation& explanation)
{
    const auto& attempts = explanation.attempts;
    for (std::size_t i = 1; i < attempts.size(); ++i)
        if (attempts[i].provider == attempts[i - 1].provider && attempts[i].key != attempts[i - 1].key) {
            Sentence turns{QT_TRANSLATE_NOOP("Error", "the keys of %1 take turns"), {attempts[i].provider}};
            explanation.order = explanation.order.isEmpty() ? turns : Sentence(QT_TRANSLATE_NOOP("Error", "%1; %2"), {explanation.order, turns});
            return;
        }
}

void addFormat(Explanation::Attempt& attempt, const Target& target, const AccessChoice& choice, protocol::Format client)
{
    const Access* const access = choice.of(target);
    if (!access)
        return;
    attempt.format = protocol::formatInfo(access->format).name;
    attempt.isTranslated = !isSpoken(*access, client);
    attempt.leftPath = choice.leftPathOf(target);
}

void explainAttempts(Explanation& explanation, routing::Plan plan, const routing::RequestFacts& facts,
                     const Snapshot& snapshot, routing::Balancer& balancer, const routing::Health& health, const AccessChoice& choice,
                     const routing::PlanBook* book)
{
    const config::RouteSettings* const route = plan.route;
    const bool clientCredential = route && route->clientCredential;
    explanation.rules = snapshot.routeList->rulesOf(route ? route->id : std::string());
    if (clientCredential && exchange::clientCredential(*facts.head, snapshot).empty()) {
        explanation.error = noCredential(*route);
        return;
    }
    explanation.order = routing::whatDecides(plan.candidates, facts);
    TargetQueue queue(std::move(plan), facts, snapshot, balancer, health, clientCredential, book);
    const Endpoint* const endpoint = endpointAt(facts.head->path, snapshot).endpoint;
    while (const auto target = queue.next()) {
        explanation.attempts.push_back({target->provider->settings->id, target->candidate->model, target->key->name,
                                        routing::placeOf(*target->candidate, facts, *snapshot.planner, balancer)});
        if (endpoint && (endpoint->operation == Operation::Converse || endpoint->operation == Operation::GeminiModel))
            addFormat(explanation.attempts.back(), *target, choice, endpoint->format);
    }
    addKeySequences(explanation);
    explanation.passedOver = queue.passedOver();
    if (explanation.attempts.empty())
        explanation.error = summary(explanation.passedOver);
    const auto unused = unusedTargets(route, facts.consumer, snapshot);
    explanation.passedOver.insert(explanation.passedOver.end(), unused.begin(), unused.end());
}

/// What each policy would do; `chain` may be null. The first one that rejects the request decides.
void explainPolicies(Explanation& explanation, const policy::Request& request, const policy::PolicyChain* chain)
{
    if (!chain)
        return;
    for (const policy::PolicyChain::Link& link : chain->links()) {
        policy::Explained explained = link.policy->explain(request);
        Explanation::Policy& shown = explanation.policies.emplace_back();
        shown.name = link.row->name;
        for (const policy::Stage stage : policy::kAllStages)
            if (link.row->stages.has(stage))
                shown.stages.emplace_back(toText(stage));
        shown.what = std::move(explained.what);
        shown.isRefusal = explained.refusal.has_value();
        if (!explanation.error)
            explanation.error = std::move(explained.refusal);
    }
}

/// The request; a chat if the path is not that of a conversation.
ClientRequest requestOf(std::string_view body, const http::RequestHead& head, const Snapshot& snapshot)
{
    ClientRequest request;
    const EndpointMatch match = endpointAt(head.path, snapshot);
    if (match.endpoint)
        request.ask = askOf(match, head);
    if (request.ask.operation != Operation::Converse)
        request.ask = askOf({&chatCompletionsEndpoint(), {}, {}}, head);
    const std::size_t room = body.size() + protocol::kJsonPadding;
    request.body.reserve(static_cast<qsizetype>(room));
    request.body.append(body.data(), static_cast<qsizetype>(body.size()));
    return request;
}

/// The error for a request to a path other than that of a chat completion.
std::optional<Error> pathProblem(const http::RequestHead& head, const Snapshot& snapshot)
{
    const EndpointMatch match = endpointAt(head.path, snapshot);
    const Endpoint* const endpoint = match.endpoint;
    const Operation operation = endpoint ? askOf(match, head).operation : Operation::NotServed;
    Error error;
    if (!endpoint) {
        error.kind = ErrorKind::UnknownEndpoint;
        error.message = {QT_TRANSLATE_NOOP("Error", "Unknown path. Chat completions are at /v1/chat/completions.")};
    } else if (operation != Operation::NotServed && !isAnsweredHere(operation)) {
        return std::nullopt;
    } else if (operation == Operation::NotServed) {
        error.kind = ErrorKind::ProtocolNotServed;
        error.message = {QT_TRANSLATE_NOOP("Error", "This path is not supported by this version. Chat completions are at /v1/chat/completions.")};
    } else {
        error.kind = ErrorKind::MethodNotAllowed;
        error.message = {QT_TRANSLATE_NOOP("Error", "The gateway answers this path itself, without a route, and accepts only %1. Chat completions are at "
            "/v1/chat/completions."), {std::string(endpoint->methods)}};
    }
    return error;
}

} // namespace

Explanation explain(const Question& question, const Snapshot& snapshot, const routing::Balancer& balancer,
                    const routing::Health& health, const Clock& clock, MissingEndpoints missing, const routing::PlanBook* book, policy::LimitBook* limits, policy::LoopBook* loops)
{
    Explanation explanation;
    explanation.isRouted = false;
    const http::RequestHead head = headOf(question, snapshot.settings.listen.httpPort);
    if (auto source = checkSource(head, snapshot); !source) {
        explanation.error = source.error();
        return explanation;
    }
    if (auto path = checkPath(head.path); !path) {
        explanation.error = path.error();
        return explanation;
    }
    const auto caller = callerOf(question, head, snapshot, clock.wallNow());
    if (!caller) {
        explanation.error = caller.error();
        return explanation;
    }
    explanation.consumer = caller->name;
    for (const auto& type : {checkPageBody(head, false), checkBodyType(head)}) {
        if (type)
            continue;
        explanation.error = type.error();
        return explanation;
    }
    ClientRequest asked = requestOf(question.body, head, snapshot);
    protocol::RequestOutlineReader reader;
    const auto contents = contentsOf(asked, reader);
    if (!contents) {
        explanation.error = pathProblem(head, snapshot).value_or(contents.error());
        return explanation;
    }
    asked.outline = contents->outline;
    const protocol::RequestOutline& request = asked.outline;
    explanation.model = request.model;
    if (auto error = pathProblem(head, snapshot)) {
        explanation.error = std::move(error);
        return explanation;
    }
    explanation.isRouted = true;
    const EndpointMatch endpoint = endpointAt(head.path, snapshot);
    routing::RequestFacts facts{request.model, caller->name, &head,       &request, viewOf(asked.body), request.stream,
                                clock.now(),    clock.wallNow()};
    facts.usualPath = endpoint.usualPath;
    for (const auto& [route, why] : snapshot.planner->table().judge(facts)) {
        const bool isTaken = why == routing::RouteRefusal::None;
        explanation.routes.push_back({route->id, Sentence::of(isTaken ? Explanation::kTaken : toText(why)), isTaken});
    }
    routing::Balancer look = balancer; // a copy, so that the turns do not advance
    auto plan = snapshot.planner->plan(facts, look);
    const config::RouteSettings* const route = plan ? plan->route : snapshot.planner->route(facts);
    policy::Request limited{&head, policyCaller(*caller, snapshot), facts.wallNow, viewOf(asked.body), request.model, &request, route};
    const std::string session = snapshot.redactor.redact(usage::sessionOf(head.headers, request, viewOf(asked.body)));
    limited.session = session;
    limited.limitBook = limits;
    limited.loops = loops;
    if (asked.ask.operation == Operation::Converse)
        limited.conversation = asked.ask.format;
    protocol::ResponseStore nothingKept;
    std::optional<AttemptDemand> demand;
    std::optional<std::int64_t> estimatedInput;
    policy::AttemptTarget target;
    Sentence experiment;
    if (plan && route && route->experiment)
        experiment = ExperimentChoice(*route, asked, caller->name, snapshot, nothingKept).explained(*plan, session);
    if (plan) {
        const routing::Candidate& first = plan->candidates.front();
        const Provider& provider = snapshot.providers[first.provider];
        demand.emplace(asked, caller->name, nothingKept, snapshot, first, estimatedInput);
        target = {provider.settings, first.model, provider.keys.empty() ? std::string_view() : std::string_view(provider.keys.front().name), &*demand};
        limited.firstTarget = &target;
    }
    explainPolicies(explanation, limited, snapshot.policies.of(caller->consumer, route));
    if (explanation.error)
        return explanation;
    if (!plan) {
        explanation.error = plan.error();
        return explanation;
    }
    usage::ExchangeRecord record;
    record.consumer = caller->name;
    record.askedModel = request.model;
    const AccessChoice choice({missing, nothingKept, clock}, asked, record);
    explainAttempts(explanation, std::move(*plan), facts, snapshot, look, health, choice, book);
    if (!explanation.error)
        explanation.experiment = std::move(experiment);
    if (route && route->shadow && !explanation.error)
        explanation.shadow = ShadowChoice(*route, asked, caller->name, snapshot, nothingKept).explained(limits);
    return explanation;
}

} // namespace gateway::exchange
