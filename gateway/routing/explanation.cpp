#include "explanation.h"

namespace gateway::routing {

Json Explanation::toJson() const
{
    Json json{{"model", model}, {"consumer", consumer}};
    for (const Route& route : routes) {
        json["routes"].push_back({{"id", route.id}, {"taken", route.isTaken}, {"why", route.why}});
        if (route.more > 0)
            json["routes"].back()["more"] = route.more;
    }
    for (const Attempt& attempt : attempts)
        json["attempts"].push_back(
            {{"provider", attempt.provider}, {"model", attempt.model}, {"key", attempt.key}, {"why", attempt.why}});
    for (const PassedOver& each : passedOver)
        json["passed_over"].push_back(
            {{"provider", each.provider}, {"model", each.model}, {"key", each.key}, {"why", each.why.message}});
    json["rules"] = rules;
    if (error)
        json["error"] = {{"status", error->httpStatus()}, {"code", error->code()}, {"message", error->message}};
    return json;
}

std::string Explanation::toText() const
{
    std::string text = "Model \"" + model + "\" asked by " + consumer + "\n\nRoutes\n";
    if (routes.empty())
        text += "  none\n";
    for (const Route& route : routes)
        text += (route.isTaken ? "> " : "  ") + route.id
                + (route.more > 0 ? " and " + std::to_string(route.more) + " more: " : ": ") + route.why + '\n';
    text += "\nAttempts, in this order\n";
    std::size_t number = 0;
    for (const Attempt& attempt : attempts)
        text += "  " + std::to_string(++number) + ". " + attempt.provider + '/' + attempt.model
                + (attempt.key.empty() ? std::string() : " with key \"" + attempt.key + '"') + ": " + attempt.why + '\n';
    if (attempts.empty())
        text += "  none\n";
    if (!passedOver.empty())
        text += "\nPassed over\n";
    for (const PassedOver& each : passedOver)
        text += "  " + each.provider + '/' + each.model + ": " + each.why.message + '\n';
    if (!rules.empty())
        text += "\nAfter a failure\n";
    for (const std::string& rule : rules)
        text += "  " + rule + '\n';
    if (error)
        text += "\nThe client is told: " + std::to_string(error->httpStatus()) + ' ' + std::string(error->code()) + ": "
                + error->message + '\n';
    return text;
}

} // namespace gateway::routing
