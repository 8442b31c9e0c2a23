#include "explanation.h"

#include "gateway/core/text/printable.h"

#include <cstdio>

namespace gateway::routing {

namespace {

std::string money(double amount, Currency currency)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.*f", amount < 0.01 ? 5 : 2, amount);
    return std::string(signOf(currency)) + text;
}

/// "0.5"
std::string number(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%g", value);
    return text;
}

Json jsonOf(const Explanation::Attempt& attempt)
{
    Json json{{"provider", attempt.provider}, {"model", attempt.model}, {"key", attempt.key}};
    if (attempt.place) {
        json["why"] = placeText(*attempt.place);
        json["place"] = parseJson(attempt.place->toText()).value_or(Json());
    }
    if (!attempt.ended.empty())
        json["ended"] = attempt.ended;
    if (!attempt.format.empty()) {
        json["format"] = attempt.format;
        json["translated"] = attempt.isTranslated;
        if (!attempt.leftPath.empty())
            json["left_path"] = attempt.leftPath;
    }
    return json;
}

/// "deepseek/deepseek-chat with key "main": priority 1 ...", followed by the result on the next line.
std::string textOf(const Explanation::Attempt& attempt)
{
    std::string text = printable(attempt.provider) + '/' + printable(attempt.model);
    if (!attempt.key.empty())
        text += " with key \"" + printable(attempt.key) + '"';
    if (attempt.place)
        text += ": " + placeText(*attempt.place);
    if (!attempt.ended.empty())
        text += (attempt.place ? "\n     " : ": ") + printable(attempt.ended);
    if (!attempt.format.empty())
        text += "\n     sent as " + attempt.format + (attempt.isTranslated ? ", translated from the client's format" : ", the client's own format");
    if (!attempt.leftPath.empty())
        text += "\n     POST " + attempt.leftPath + " is skipped for some minutes because the provider rejected it, or the tools of the request";
    return text + '\n';
}

/// "capture (body understood, settled): keeps ..."
std::string textOf(const Explanation::Policy& policy)
{
    std::string stages;
    for (const std::string& stage : policy.stages)
        stages += (stages.empty() ? "" : ", ") + stage;
    return "  " + policy.name + " (" + stages + "): " + printable(toText(policy.what)) + '\n';
}

/// What staying in the conversation's prompt cache costs, and leaving it.
std::string cacheText(const Explanation::Place& place)
{
    const std::string stay = money(place.stayCost, place.currency);
    const std::string tokens = "about " + std::to_string(place.cachedTokens) + " tokens of this conversation";
    if (place.cachedAt.empty())
        return "; its prompt cache holds " + tokens + ": staying costs about " + stay;
    const std::string move = place.moveCost < 0 ? "an unknown amount" : "about " + money(place.moveCost, place.currency);
    return "; moving here costs " + move + ", staying with " + place.cachedAt + ", whose prompt cache holds " + tokens + ", about " + stay;
}

} // namespace

std::string placeText(const Explanation::Place& place)
{
    std::string text = place.isFirst ? "pinned to top, " : "";
    text += place.hasRoute ? "priority " + std::to_string(place.priority) + ", weight "
                                            + std::to_string(place.weight) + " by " + place.algorithm
                           : "no route matches, the provider has the model";
    if (place.inputPrice < 0 || place.outputPrice < 0)
        text += "; price not known";
    else
        text += "; " + money(place.inputPrice, place.currency) + " in, " + money(place.outputPrice, place.currency) + " out per million tokens";
    if (!place.priceHours.empty())
        text += ", " + number(place.priceFactor) + " times the price of other hours (" + place.priceHours + ')';
    if (place.cachedTokens > 0)
        text += cacheText(place);
    if (!place.keepsConversation)
        return text;
    if (*place.keepsConversation)
        return text + "; answered this conversation before";
    text += "; moving the conversation here means that about " + std::to_string(place.tokensAnew) + " tokens are read uncached";
    return place.costAnew < 0 ? text : text + ", " + money(place.costAnew, place.currency) + " more than from a cache";
}

std::string Explanation::orderText() const
{
    return "This is the order of a gateway that has just started; a running one may start with another: "
        + gateway::toText(order) + '.';
}

Json Explanation::toJson() const
{
    Json json{{"model", model}, {"consumer", consumer}};
    for (const Route& route : routes) {
        json["routes"].push_back({{"id", route.id}, {"taken", route.isTaken}, {"why", gateway::toText(route.why)}});
        if (route.more > 0)
            json["routes"].back()["more"] = route.more;
    }
    for (const Policy& policy : policies)
        json["policies"].push_back({{"name", policy.name}, {"stages", policy.stages}, {"what", gateway::toText(policy.what)}});
    for (const Attempt& attempt : attempts)
        json["attempts"].push_back(jsonOf(attempt));
    for (const PassedOver& each : passedOver)
        json["passed_over"].push_back(
            {{"provider", each.provider}, {"model", each.model}, {"key", each.key}, {"why", each.why.text()}});
    if (isFresh && !order.isEmpty())
        json["order"] = orderText();
    json["rules"] = Json::array();
    for (const Sentence& rule : rules)
        json["rules"].push_back(gateway::toText(rule));
    if (!experiment.isEmpty())
        json["experiment"] = gateway::toText(experiment);
    if (!shadow.isEmpty())
        json["shadow"] = gateway::toText(shadow);
    if (error)
        json["error"] = {{"status", error->httpStatus()}, {"code", error->code()}, {"message", error->text()}};
    return json;
}

std::string Explanation::errorText() const
{
    if (!error)
        return {};
    return "\nThe client gets: " + std::to_string(error->httpStatus()) + ' ' + std::string(error->code()) + ": "
        + printable(error->text()) + '\n';
}

std::string Explanation::toText() const
{
    const std::string by = consumer.empty() ? std::string() : " by " + printable(consumer);
    const std::string request = model.empty() ? "Request" + by : "Model \"" + printable(model) + '"' + (by.empty() ? by : ", requested" + by);
    if (!isRouted)
        return request + "\n\nIt is refused before routing.\n" + errorText();
    std::string text = request + "\n\nRoutes\n";
    if (routes.empty())
        text += "  none\n";
    for (const Route& route : routes)
        text += (route.isTaken ? "> " : "  ") + printable(route.id)
                + (route.more > 0 ? " and " + std::to_string(route.more) + " more: " : ": ") + printable(gateway::toText(route.why)) + '\n';
    if (!policies.empty())
        text += "\nPolicies, in this order\n";
    for (const Policy& policy : policies)
        text += textOf(policy);
    text += "\nAttempts, in this order\n";
    std::size_t number = 0;
    for (const Attempt& attempt : attempts)
        text += "  " + std::to_string(++number) + ". " + textOf(attempt);
    if (attempts.empty())
        text += "  none\n";
    if (isFresh && !order.isEmpty())
        text += "  " + orderText() + '\n';
    if (!passedOver.empty())
        text += "\nSkipped\n";
    for (const PassedOver& each : passedOver)
        text += "  " + printable(each.provider) + '/' + printable(each.model) + ": " + printable(each.why.text()) + '\n';
    if (!rules.empty())
        text += "\nAfter a failure\n";
    for (const Sentence& rule : rules)
        text += "  " + printable(gateway::toText(rule)) + '\n';
    if (!experiment.isEmpty())
        text += "\nExperiment\n  " + printable(gateway::toText(experiment)) + '\n';
    if (!shadow.isEmpty())
        text += "\nShadow request\n  " + printable(gateway::toText(shadow)) + '\n';
    return text + errorText();
}

} // namespace gateway::routing
