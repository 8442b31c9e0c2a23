#include "past_explanation.h"

#include "gateway/routing/matching/route_table.h"

namespace gateway::routing {

namespace {

using usage::AttemptRecord;
using usage::ExchangeRecord;

std::string ms(Milliseconds time) { return std::to_string(time.count()) + " ms"; }

/// "answered with 429 after 12 ms: rate_limited".
std::string endOf(const AttemptRecord& attempt)
{
    const std::string status = std::to_string(attempt.status);
    std::string text =
        (attempt.status > 0 ? "answered with " + status : "no answer") + " after " + ms(attempt.duration);
    if (attempt.startedAfter > Milliseconds(0))
        text += ", started " + ms(attempt.startedAfter) + " into the request";
    const std::string failure(attempt.failure ? config::toText(*attempt.failure) : std::string_view());
    std::string reason = toText(attempt.reason);
    if (reason == status || reason == failure)
        reason.clear();
    if (failure.empty() && reason.empty())
        return text;
    if (failure.empty() && reason.starts_with(status + ": "))
        return text + reason.substr(status.size());
    if (failure.empty() || reason.empty())
        return text + ": " + failure + reason;
    return text + ": " + failure + " (" + reason + ')';
}

/// For a row without a list of routes: the first few before the one that was taken.
void addFirstRoutes(Explanation& explanation, const ExchangeRecord& record)
{
    for (const auto& refused : record.decisions.routes) {
        for (const std::string& route : refused.routes)
            explanation.routes.push_back({route, refused.why, false});
        if (!refused.routes.empty())
            explanation.routes.back().more = static_cast<std::size_t>(refused.count) - refused.routes.size();
    }
    if (!record.route.empty())
        explanation.routes.push_back({record.route, Sentence::of(Explanation::kTaken), true});
}

void addRoutes(Explanation& explanation, const ExchangeRecord& record)
{
    std::size_t place = 0; // among the enabled ones
    for (const auto& route : record.routeList->routes()) {
        Sentence why = Sentence::of(toText(RouteRefusal::SwitchedOff));
        const bool isTaken = !route.isOff && route.id == record.route;
        if (!route.isOff)
            why = record.decisions.refusal(place++);
        explanation.routes.push_back({route.id, isTaken ? Sentence::of(Explanation::kTaken) : why, isTaken});
    }
}

} // namespace

Explanation pastExplanation(const ExchangeRecord& record)
{
    Explanation explanation;
    explanation.model = record.askedModel;
    explanation.consumer = record.consumer;
    if (record.routeList)
        addRoutes(explanation, record);
    else
        addFirstRoutes(explanation, record);
    for (const AttemptRecord& attempt : record.attempts)
        explanation.attempts.push_back({attempt.provider, attempt.model, attempt.key, attempt.place, endOf(attempt)});
    for (const auto& passed : record.decisions.passedOver) {
        Error why;
        why.message = passed.why;
        explanation.passedOver.push_back({passed.provider, passed.model, passed.key, std::move(why)});
    }
    const bool hasTargets = !record.attempts.empty() || !record.decisions.passedOver.empty();
    if (record.routeList && hasTargets)
        explanation.rules = record.routeList->rulesOf(record.route);
    return explanation;
}

} // namespace gateway::routing
