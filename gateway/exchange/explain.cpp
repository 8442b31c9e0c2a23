#include "explain.h"

#include "gateway/core/text/ascii.h"
#include "gateway/exchange/admission/endpoint_table.h"
#include "gateway/protocol/openai_chat_request.h"

#include <algorithm>
#include <cstdio>

namespace gateway::exchange {

namespace {

constexpr double kMillion = 1e6;

std::string money(double dollars)
{
    char text[32];
    std::snprintf(text, sizeof text, "$%.*f", dollars < 0.01 ? 5 : 2, dollars);
    return text;
}

std::string textOf(const Explanation::Place& place)
{
    std::string text = place.hasRoute ? "priority " + std::to_string(place.priority) + ", weight "
                                            + std::to_string(place.weight) + " by " + place.algorithm
                                      : "no route matches, the provider has the model";
    if (place.inputPrice < 0 || place.outputPrice < 0)
        text += "; price not known";
    else
        text += "; " + money(place.inputPrice) + " in, " + money(place.outputPrice) + " out per million tokens";
    if (!place.keepsConversation)
        return text;
    if (*place.keepsConversation)
        return text + "; answered this conversation before";
    text += "; moving the conversation here has about " + std::to_string(place.tokensAnew) + " tokens read anew";
    return place.costAnew < 0 ? text : text + ", " + money(place.costAnew) + " more than from a cache";
}

class Explainer {
public:
    Explainer(const routing::RequestFacts& facts, const Snapshot& snapshot, const routing::Balancer& balancer)
        : m_facts(facts), m_snapshot(snapshot), m_balancer(balancer), m_traits(facts)
    {
    }

    Explanation::Place place(const Target& target)
    {
        const routing::Candidate& candidate = *target.candidate;
        const providers::CatalogModel* const model = m_snapshot.planner->modelOf(candidate);
        Explanation::Place place;
        if (model && model->inputPrice >= 0 && model->outputPrice >= 0) {
            place.inputPrice = static_cast<double>(model->inputPrice);
            place.outputPrice = static_cast<double>(model->outputPrice);
        }
        if (!candidate.target)
            return place;
        place.hasRoute = true;
        place.priority = candidate.target->priority;
        place.weight = candidate.target->weight;
        place.algorithm = candidate.group->settings->algorithm;
        addConversation(candidate, model, place);
        return place;
    }

private:
    /// Of a sticky route: what it costs to move the conversation, whose beginning the
    /// one that answered it so far has in its cache.
    void addConversation(const routing::Candidate& candidate, const providers::CatalogModel* model,
                         Explanation::Place& place)
    {
        const auto keeper = m_balancer.keeper(*candidate.group, m_facts);
        if (!keeper)
            return;
        place.keepsConversation = *keeper == candidate.member;
        if (*place.keepsConversation)
            return;
        place.tokensAnew = m_traits.inputTokens();
        if (model && model->inputPrice >= 0 && model->cacheReadPrice >= 0)
            place.costAnew = static_cast<double>(place.tokensAnew)
                             * static_cast<double>(model->inputPrice - model->cacheReadPrice) / kMillion;
    }

    const routing::RequestFacts& m_facts;
    const Snapshot& m_snapshot;
    const routing::Balancer& m_balancer;
    routing::RequestTraits m_traits;
};

http::RequestHead headOf(const Question& question)
{
    http::RequestHead head;
    head.method = "POST";
    head.target = question.path;
    const std::size_t mark = std::min(question.path.find('?'), question.path.size());
    head.path = question.path.substr(0, mark);
    head.query = question.path.substr(std::min(mark + 1, question.path.size()));
    head.host = "localhost";
    for (const auto& [name, value] : question.headers) {
        head.headers.add(name, value);
        if (equalsIgnoringCase(name, "host"))
            head.host = asciiLower(value);
    }
    return head;
}

Result<Caller> callerOf(const Question& question, const http::RequestHead& head, const Snapshot& snapshot, WallTime now)
{
    if (question.consumer.empty())
        return identifyCaller(head, snapshot, now);
    if (question.consumer == Caller().name)
        return Caller{};
    const auto& consumers = snapshot.settings.consumers;
    for (std::size_t i = 0; i < consumers.size(); ++i)
        if (consumers[i].name == question.consumer)
            return Caller{question.consumer, i};
    return failure(ErrorKind::InvalidRequest, "There is no consumer \"" + question.consumer + "\" in the configuration.");
}

std::string joined(const std::vector<config::FailureClass>& classes)
{
    std::string text;
    for (const config::FailureClass each : classes)
        text += (text.empty() ? "" : ", ") + std::string(config::toText(each));
    return text.empty() ? "none" : text;
}

std::vector<std::string> rulesOf(const config::FallbackSettings& settings, bool clientCredential)
{
    std::vector<std::string> rules;
    if (clientCredential)
        return {"the client's own key goes to the first target; there is no fallback"};
    rules.push_back("another target is tried after: " + joined(settings.on));
    for (const int status : settings.statuses)
        rules.back() += ", status " + std::to_string(status);
    rules.push_back("at most " + std::to_string(settings.maxAttempts) + " attempts, each target again "
                    + std::to_string(settings.retries) + " times, first after " + std::to_string(settings.backoff_ms)
                    + " ms");
    const auto limit = [&rules](const std::optional<int>& time, const std::string& what) {
        if (time)
            rules.push_back(what + ' ' + std::to_string(*time) + " ms");
    };
    limit(settings.deadline_ms, "all attempts end after");
    limit(settings.retryOnFailureWithin_ms, "only failures within this time are followed by another attempt:");
    limit(settings.hedgeAfter_ms, "the next target is asked as well after");
    if (settings.continuePartial)
        rules.emplace_back("a stream that breaks off is continued by the next target");
    if (settings.allowDegraded)
        rules.emplace_back("targets that cannot take all of the request are used, too");
    return rules;
}

void explainAttempts(Explanation& explanation, routing::Plan plan, const routing::RequestFacts& facts,
                     const Snapshot& snapshot, routing::Balancer& balancer, const routing::Health& health,
                     const Clock& clock)
{
    const bool clientCredential = plan.route && plan.route->clientCredential;
    explanation.rules = rulesOf(*plan.fallback, clientCredential);
    if (clientCredential && exchange::clientCredential(*facts.head, snapshot).empty()) {
        explanation.error = noCredential(*plan.route);
        return;
    }
    TargetQueue queue(std::move(plan), facts, snapshot, balancer, health, clock, clientCredential);
    Explainer explainer(facts, snapshot, balancer);
    while (const auto target = queue.next()) {
        Explanation::Place place = explainer.place(*target);
        std::string why = textOf(place);
        explanation.attempts.push_back({target->provider->settings->id, target->candidate->model, target->key->name,
                                        std::move(why), std::move(place)});
    }
    explanation.passedOver = queue.passedOver();
    if (explanation.attempts.empty())
        explanation.error = summary(explanation.passedOver);
}

/// What a request to the path is told that is none of a chat completion there.
std::optional<Error> pathProblem(std::string_view path, const Snapshot& snapshot)
{
    constexpr std::string_view kWhere = " Chat completions are at /v1/chat/completions.";
    const auto match = findEndpoint(path);
    if (!match && snapshot.planner->table().namesPath(path))
        return std::nullopt;
    Error error;
    if (!match) {
        error.kind = ErrorKind::UnknownEndpoint;
        error.message = "There is nothing at this path.";
    } else if (match->endpoint->operation == Operation::ChatCompletions) {
        return std::nullopt;
    } else if (match->endpoint->operation == Operation::NotServed) {
        error.kind = ErrorKind::ProtocolNotServed;
        error.message = "This path is not a chat completion, and is not served by this version.";
    } else {
        error.kind = ErrorKind::MethodNotAllowed;
        error.message = "This path is not a chat completion: the gateway answers it itself, without a route, and takes "
                        + std::string(match->endpoint->methods) + " only.";
    }
    error.message += kWhere;
    return error;
}

} // namespace

Explanation explain(Question question, const Snapshot& snapshot, const routing::Balancer& balancer,
                    const routing::Health& health, const Clock& clock)
{
    Explanation explanation;
    const http::RequestHead head = headOf(question);
    const auto caller = callerOf(question, head, snapshot, clock.wallNow());
    if (!caller) {
        explanation.error = caller.error();
        return explanation;
    }
    explanation.consumer = caller->name;
    const std::size_t size = question.body.size();
    question.body.append(protocol::kJsonPadding, ' ');
    const std::string_view body = std::string_view(question.body).substr(0, size);
    protocol::OpenAiChatRequestReader reader;
    const auto request = reader.read(body);
    if (!request) {
        explanation.error = request.error();
        return explanation;
    }
    explanation.model = request->model;
    if (auto error = pathProblem(head.path, snapshot)) {
        explanation.error = std::move(error);
        return explanation;
    }
    const routing::RequestFacts facts{request->model, caller->name, &head,       &*request, body, request->stream,
                                      clock.now(),    clock.wallNow()};
    for (const auto& [route, why] : snapshot.planner->table().judge(facts))
        explanation.routes.push_back({route->id, std::string(why.empty() ? "is taken" : why), why.empty()});
    routing::Balancer look = balancer; // its turns are not to move on
    auto plan = snapshot.planner->plan(facts, look);
    const config::RouteSettings* const route = plan ? plan->route : snapshot.planner->route(facts);
    if (auto allowed = checkRoute(*caller, route, request->model, snapshot); !allowed)
        explanation.error = allowed.error();
    else if (!plan)
        explanation.error = plan.error();
    else
        explainAttempts(explanation, std::move(*plan), facts, snapshot, look, health, clock);
    return explanation;
}

} // namespace gateway::exchange
