#include "renaming.h"

#include <algorithm>
#include <utility>

namespace gateway::config {

namespace {

/// Visits all limits.
template <class Visit> void visitLimits(Settings& settings, const Visit& visit)
{
    const auto visitPlace = [&visit](PolicySettings& place) {
        if (place.limits && *place.limits)
            for (LimitSettings& each : **place.limits)
                visit(each);
    };
    visitPlace(settings.policies);
    for (RouteSettings& route : settings.routes)
        visitPlace(route.policies);
    for (ConsumerSettings& consumer : settings.consumers)
        visitPlace(consumer.policies);
}

} // namespace

void renameProvider(Settings& settings, const std::string& id, const std::string& next)
{
    const bool isType = std::ranges::any_of(settings.providers, [&](const ProviderSettings& each) { return each.type == id; });
    for (ProviderSettings& each : settings.providers)
        if (each.id == id)
            each.id = next;
    const auto renameIn = [&](std::string& target) {
        if (target.starts_with(id + '/'))
            target.replace(0, id.size(), next);
    };
    for (RouteSettings& route : settings.routes) {
        for (TargetSettings& target : route.targets)
            if (target.provider == id)
                target.provider = next;
        if (route.shadow)
            renameIn(route.shadow->to);
    }
    for (PriceSettings& price : settings.usage.prices)
        if (price.provider == id)
            price.provider = next;
    for (BudgetSettings& budget : settings.usage.budgets)
        if (budget.provider == id)
            budget.provider = next;
    for (FailureRuleSettings& rule : settings.failures.rules)
        if (rule.provider == id && !isType)
            rule.provider = next;
    visitLimits(settings, [&](LimitSettings& limit) {
        std::ranges::replace(limit.match.providers, id, next);
        renameIn(limit.onExceeded.to);
    });
}

void renameRoute(Settings& settings, const std::string& id, const std::string& next)
{
    for (RouteSettings& route : settings.routes)
        if (route.id == id)
            route.id = next;
    for (ConsumerSettings& consumer : settings.consumers)
        std::ranges::replace(consumer.routes, id, next);
}

void arrangeTargets(RouteSettings& route, const std::vector<std::size_t>& places)
{
    std::vector<TargetSettings> targets;
    targets.reserve(places.size());
    for (const std::size_t place : places)
        targets.push_back(route.targets[place]);
    if (route.experiment)
        for (ExperimentArmSettings& arm : route.experiment->arms) {
            const auto now = std::ranges::find(places, static_cast<std::size_t>(arm.target));
            arm.target = now == places.end() ? -1 : static_cast<int>(now - places.begin());
        }
    if (route.experiment && std::ranges::any_of(route.experiment->arms, [](const ExperimentArmSettings& arm) { return arm.target < 0; }))
        route.experiment.reset();
    route.targets = std::move(targets);
}

void renameConsumer(Settings& settings, const std::string& name, const std::string& next)
{
    for (ConsumerSettings& consumer : settings.consumers)
        if (consumer.name == name)
            consumer.name = next;
    for (RouteSettings& route : settings.routes)
        for (auto* names : {&route.consumers, &route.match.consumers})
            std::ranges::replace(*names, name, next);
    for (ProviderSettings& provider : settings.providers)
        std::ranges::replace(provider.consumers, name, next);
    for (BudgetSettings& budget : settings.usage.budgets)
        if (budget.consumer == name)
            budget.consumer = next;
    visitLimits(settings, [&](LimitSettings& limit) { std::ranges::replace(limit.match.consumers, name, next); });
}

} // namespace gateway::config
