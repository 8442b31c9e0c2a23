#include "limit_check.h"

#include "gateway/config/fields/shape.h"

#include <QtGlobal>

#include <algorithm>
#include <map>

namespace gateway::config {

namespace {

using KnownLimitNames = std::optional<std::vector<std::string>>;

struct LimitNames {
    const KnownLimitNames& providers;
    const KnownLimitNames& consumers;
    const Mistakes& mistakes;
    std::map<std::string, std::string> seen; // each name, and its path

    void take(const std::string& name, const Place& place)
    {
        const auto [first, isNew] = seen.emplace(name, place.path());
        if (!isNew && !name.empty())
            place.field("name").error(
                {QT_TRANSLATE_NOOP("Configuration", "must differ from that of %1: names of limits are unique in the configuration"), {first->second}});
    }
};

void checkList(const std::vector<std::string>& given, const KnownLimitNames& known, const char* problem, const Place& place)
{
    for (std::size_t i = 0; known && i < given.size(); ++i)
        if (std::ranges::find(*known, given[i]) == known->end())
            place.item(i).warning(withMeant(Sentence::of(problem), given[i], *known));
}

bool isLimitListed(const std::vector<std::string>& list, std::string_view name) { return std::ranges::find(list, name) != list.end(); }

/// Whether the limit names the other target itself, so that it would be reached there as well.
bool coversItsTarget(const LimitSettings& limit, std::string_view provider, std::string_view model)
{
    const LimitMatch& match = limit.match;
    const auto isCounter = [](LimitBy by) { return by == LimitBy::Provider || by == LimitBy::Model || by == LimitBy::Key; };
    if (std::ranges::any_of(limit.by, isCounter))
        return false; // the other target has a counter of its own
    const bool isProvider = match.providers.empty() || isLimitListed(match.providers, provider);
    const bool isModel = match.models.empty() || isLimitListed(match.models, model);
    const bool isNamed = limit.kind() == LimitKind::Cost ? !match.models.empty() : !(match.providers.empty() && match.models.empty());
    return isNamed && isProvider && isModel;
}

using LimitedRoutes = std::vector<const RouteSettings*>;

/// Whether requests have no other target there anyway.
bool isOnlyTarget(const LimitedRoutes& routes, std::string_view provider, std::string_view model)
{
    std::size_t targets = 0;
    for (const RouteSettings* const route : routes)
        for (const TargetSettings& target : route->targets) {
            if (target.provider != provider || target.model != model)
                return false;
            ++targets;
        }
    return targets > 0;
}

void checkTarget(const LimitSettings& limit, const KnownLimitNames& providers, const LimitedRoutes& routes, const Place& place)
{
    const std::string& to = limit.onExceeded.to;
    const std::size_t slash = to.find('/');
    if (slash == std::string::npos)
        return;
    const std::string provider = to.substr(0, slash);
    const Place exceeded = place.field("on_exceeded");
    const Place at = exceeded.field("to");
    if (providers && !isLimitListed(*providers, provider))
        at.error(withMeant(QT_TRANSLATE_NOOP("Configuration", "must begin with the id of a configured provider"), provider, *providers));
    else if (coversItsTarget(limit, provider, std::string_view(to).substr(slash + 1)))
        at.error(QT_TRANSLATE_NOOP("Configuration", "is a target that this limit covers itself, so requests would be refused there as well; name another target, or take this one out of \"match\""));
    else if (limit.kind() != LimitKind::Cost && isOnlyTarget(routes, provider, std::string_view(to).substr(slash + 1)))
        at.error(QT_TRANSLATE_NOOP("Configuration", "is the only target that requests have anyway, so the limit would stop nothing; name another target, or remove \"on_exceeded\""));
}

void checkPlace(const PolicySettings& policies, LimitNames& names, const LimitedRoutes& routes, const Place& place)
{
    if (!policies.limits || !*policies.limits)
        return;
    const Place all = place.field("policies");
    const Place list = all.field("limits");
    for (std::size_t i = 0; i < (*policies.limits)->size(); ++i) {
        const LimitSettings& limit = (**policies.limits)[i];
        const Place at = list.item(i);
        // Within one list, names are compared when it is read.
        const auto first = names.seen.find(limit.name);
        if (first == names.seen.end() || !first->second.starts_with(list.path()))
            names.take(limit.name, at);
        const Place match = at.field("match");
        checkList(limit.match.providers, names.providers, QT_TRANSLATE_NOOP("Configuration", "is not the id of a configured provider, so it matches nothing"),
            match.field("providers"));
        checkList(limit.match.consumers, names.consumers, QT_TRANSLATE_NOOP("Configuration", "is not the name of a configured consumer, so it matches nothing"),
            match.field("consumers"));
        if (!names.mistakes.touch(at.field("match").path()))
            checkTarget(limit, names.providers, routes, at);
    }
}

} // namespace

void checkLimits(const Settings& settings, const KnownLimitNames& providers, const KnownLimitNames& consumers, const Mistakes& mistakes, const Place& root)
{
    LimitNames names{providers, consumers, mistakes, {}};
    LimitedRoutes all;
    for (const RouteSettings& route : settings.routes)
        if (route.enabled)
            all.push_back(&route);
    checkPlace(settings.policies, names, all, root);
    const Place routes = root.field("routes");
    for (std::size_t i = 0; i < settings.routes.size(); ++i)
        checkPlace(settings.routes[i].policies, names, {&settings.routes[i]}, routes.item(i));
    const Place callers = root.field("consumers");
    for (std::size_t i = 0; i < settings.consumers.size(); ++i)
        checkPlace(settings.consumers[i].policies, names, all, callers.item(i));
    const Place usage = root.field("usage");
    const Place budgets = usage.field("budgets");
    for (std::size_t i = 0; i < settings.usage.budgets.size(); ++i) {
        const BudgetSettings& budget = settings.usage.budgets[i];
        if (budget.enforce)
            names.take(budget.name.empty() ? "budget-" + std::to_string(i + 1) : budget.name, budgets.item(i));
        else if (!budget.name.empty())
            budgets.item(i).field("name").warning(QT_TRANSLATE_NOOP("Configuration", "has no effect unless the budget is enforced; set \"enforce\", or remove the name"));
    }
}

} // namespace gateway::config
