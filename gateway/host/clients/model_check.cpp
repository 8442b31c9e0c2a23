#include "model_check.h"

#include "gateway/config/settings/provider_restrictions.h"
#include "gateway/config/settings/taken_names.h"
#include "gateway/core/json/json.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace gateway::host {

namespace {

constexpr std::string_view kRouteName = "other-models";
constexpr std::string_view kAnybody = "anonymous"; ///< whoever shows no key

struct Shape {
    std::string_view protocol;
    std::string_view path; ///< with {model}
    std::string_view conversation; ///< the field with what is said
};
constexpr std::array kShapes{Shape{"openai-chat", "/v1/chat/completions", "messages"}, Shape{"openai-responses", "/v1/responses", "input"},
    Shape{"anthropic", "/v1/messages", "messages"}, Shape{"gemini", "/v1beta/models/{model}:generateContent", "contents"}};

std::string withModel(std::string_view path, const std::string& model)
{
    return clients::filledText(path, {{}, {}, model});
}

bool isOfOthers(const config::RouteSettings& route, const config::TargetSettings& target)
{
    const std::vector<config::TextMatch> any{{config::TextMatch::Kind::Regex, std::string(config::kNamesWithoutSlash)}};
    return route.match.models == any && route.targets.size() == 1 && route.targets.front().provider == target.provider
        && route.targets.front().model == target.model;
}

config::TargetSettings targetOf(const clients::AddedRoute& added)
{
    config::TargetSettings target;
    target.provider = added.provider;
    target.model = added.model;
    return target;
}

config::RouteSettings routeOfOthers(const std::string& id, std::vector<std::string> consumers, const config::TargetSettings& target)
{
    config::RouteSettings route;
    route.id = id;
    route.match.models = {{config::TextMatch::Kind::Regex, std::string(config::kNamesWithoutSlash)}};
    route.match.consumers = std::move(consumers);
    route.targets = {target};
    return route;
}

/// Whether callers without a key can reach the target's provider by its models' names.
bool isOpen(const config::Settings& settings, const config::TargetSettings& target)
{
    const auto provider = std::ranges::find(settings.providers, target.provider, &config::ProviderSettings::id);
    return provider != settings.providers.end()
        && config::ProviderRestrictions(settings).allowDirectly(static_cast<std::size_t>(provider - settings.providers.begin()), kAnybody);
}

std::string freeName(const config::Settings& settings)
{
    std::string name(kRouteName);
    for (int number = 2; std::ranges::find(settings.routes, name, &config::RouteSettings::id) != settings.routes.end(); ++number)
        name = std::string(kRouteName) + '-' + std::to_string(number);
    return name;
}

} // namespace

routing::Question questionFor(const clients::ClientEntry& entry, const std::string& model, const config::Settings& settings)
{
    const auto shape = std::ranges::find(kShapes, std::string_view(entry.protocol), &Shape::protocol);
    const Shape& used = shape == kShapes.end() ? kShapes.front() : *shape;
    routing::Question question;
    question.path = withModel(used.path, model);
    const bool isGemini = used.protocol == "gemini";
    Json body{{"model", model}, {std::string(used.conversation), Json::array({isGemini ? Json{{"role", "user"}, {"parts", Json::array({Json{{"text", "Hello"}}})}}
                                                                                      : Json{{"role", "user"}, {"content", "Hello"}}})}};
    if (entry.protocol == "anthropic")
        body["max_tokens"] = 1;
    if (isGemini)
        body.erase("model");
    question.body = toText(body);
    const bool isKnown = std::ranges::find(settings.consumers, entry.consumer, &config::ConsumerSettings::name) != settings.consumers.end();
    question.consumer = isKnown ? entry.consumer : std::string(kAnybody);
    return question;
}

bool isUnserved(const routing::Explanation& explanation) { return explanation.error && explanation.error->kind == ErrorKind::ModelNotFound; }

Sentence whyUnanswered(const routing::Explanation& explanation)
{
    const bool isResting = std::ranges::any_of(explanation.passedOver, &routing::PassedOver::isResting);
    return explanation.error && !isResting ? explanation.error->message : Sentence();
}

std::optional<std::vector<std::string>> unlisted(const config::Settings& settings, const std::string& model)
{
    for (const config::ProviderSettings& provider : settings.providers)
        if (provider.models && model.starts_with(provider.id + '/') && std::ranges::find(*provider.models, model.substr(provider.id.size() + 1)) == provider.models->end())
            return provider.models;
    return std::nullopt;
}

std::optional<config::TargetSettings> targetOf(const routing::Explanation& explanation)
{
    std::string provider;
    std::string model;
    if (!explanation.attempts.empty()) {
        provider = explanation.attempts.front().provider;
        model = explanation.attempts.front().model;
    } else if (!explanation.passedOver.empty()) { // in cooldown, for now
        provider = explanation.passedOver.front().provider;
        model = explanation.passedOver.front().model;
    }
    if (provider.empty() || model.empty())
        return std::nullopt;
    config::TargetSettings target;
    target.provider = provider;
    target.model = model;
    return target;
}

config::Settings withOtherModels(config::Settings settings, const std::string& consumer, const config::TargetSettings& target)
{
    const auto known = std::ranges::find_if(settings.routes, [&](const config::RouteSettings& route) { return isOfOthers(route, target); });
    if (known != settings.routes.end()) {
        std::vector<std::string>& consumers = known->match.consumers; // empty: it serves everybody
        if (!consumers.empty() && std::ranges::find(consumers, consumer) == consumers.end())
            consumers.push_back(consumer);
        known->enabled = true;
        return settings;
    }
    config::Settings next = settings;
    next.routes.push_back(routeOfOthers(freeName(settings), {consumer}, target));
    if (isOpen(settings, target) && !isOpen(next, target)) // it would be reserved for this consumer
        next.routes.back().match.consumers.clear();
    return next;
}

bool isForEverybody(const config::Settings& settings, const std::string& consumer, const config::TargetSettings& target)
{
    const auto next = withOtherModels(settings, consumer, target);
    const auto route = std::ranges::find_if(next.routes, [&](const config::RouteSettings& one) { return isOfOthers(one, target); });
    return route != next.routes.end() && route->match.consumers.empty();
}

bool addOtherModels(config::Settings& settings, const std::string& consumer, clients::AddedRoute& added)
{
    const config::TargetSettings target = targetOf(added);
    config::Settings next = withOtherModels(settings, consumer, target);
    if (next == settings)
        return false;
    added.id = std::ranges::find_if(next.routes, [&](const config::RouteSettings& route) { return isOfOthers(route, target); })->id;
    settings = std::move(next);
    return true;
}

RouteEnd removeOtherModels(config::Settings& settings, const std::string& consumer, const clients::AddedRoute& added)
{
    const auto route = std::ranges::find(settings.routes, added.id, &config::RouteSettings::id);
    if (route == settings.routes.end())
        return RouteEnd::Gone;
    std::vector<std::string>& consumers = route->match.consumers;
    if (*route != routeOfOthers(added.id, consumers, targetOf(added)))
        return RouteEnd::Kept;
    if (consumers.empty()) { // it serves everybody
        const auto isOther = [&](const config::ConsumerSettings& one) { return one.name != consumer; };
        if (std::ranges::any_of(settings.consumers, isOther))
            return RouteEnd::Shared;
        settings.routes.erase(route);
        return RouteEnd::Removed;
    }
    if (std::erase(consumers, consumer) == 0)
        return RouteEnd::Gone;
    if (consumers.empty()) // it would apply to everybody
        settings.routes.erase(route);
    return RouteEnd::Removed;
}

} // namespace gateway::host
