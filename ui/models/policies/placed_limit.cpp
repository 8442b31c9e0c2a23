#include "placed_limit.h"

#include "gateway/policy/limits/limit_rule.h"

#include <algorithm>

namespace ui::models {

using gateway::config::LimitKind;
using gateway::config::LimitSettings;
using gateway::config::PolicySettings;
using gateway::config::Settings;

namespace {

using Kind = LimitPlace::Kind;

/// Calls `visit(place, policies, path)` for each place that can have limits of its own.
template <class Config, class Visit> void visitPlaces(Config& settings, Visit visit)
{
    visit(LimitPlace{}, settings.policies, std::string());
    for (std::size_t i = 0; i < settings.routes.size(); ++i)
        visit(LimitPlace{Kind::Route, settings.routes[i].id}, settings.routes[i].policies, "routes[" + std::to_string(i) + "].");
    for (std::size_t i = 0; i < settings.consumers.size(); ++i)
        visit(LimitPlace{Kind::Consumer, settings.consumers[i].name}, settings.consumers[i].policies, "consumers[" + std::to_string(i) + "].");
}

const std::vector<LimitSettings>& limitsIn(const PolicySettings& policies)
{
    static const std::vector<LimitSettings> none;
    return policies.limits && *policies.limits ? **policies.limits : none;
}

/// Puts `limits` there; without any, the setting is removed.
void putLimits(PolicySettings& policies, std::vector<LimitSettings> limits)
{
    policies.limits.reset();
    if (!limits.empty()) policies.limits = std::optional(std::move(limits));
}

/// Calls `change` with the limits of the list that contains `name`, and its index there.
template <class Change> void changeLimit(Settings& settings, const std::string& name, Change change)
{
    visitPlaces(settings, [&](const LimitPlace&, PolicySettings& policies, const std::string&) {
        std::vector<LimitSettings> limits = limitsIn(policies);
        const auto found = std::ranges::find(limits, name, &LimitSettings::name);
        if (found == limits.end()) return;
        change(limits, found);
        putLimits(policies, std::move(limits));
    });
}

/// With the index of its budget in the file.
struct BudgetLimit {
    std::size_t index;
    LimitSettings settings;
};

std::vector<BudgetLimit> budgetLimits(const Settings& settings)
{
    std::vector<BudgetLimit> limits;
    const auto rules = gateway::policy::budgetRules(settings.usage);
    std::size_t next = 0;
    for (std::size_t i = 0; i < settings.usage.budgets.size(); ++i)
        if (settings.usage.budgets[i].enforce && next < rules.size()) limits.push_back({i, rules[next++]->settings()});
    return limits;
}

} // namespace

double limitAmount(const LimitSettings& limit)
{
    switch (limit.kind()) {
    case LimitKind::Requests: return static_cast<double>(limit.requests.value_or(0));
    case LimitKind::Tokens: return static_cast<double>(limit.tokens.value_or(0));
    case LimitKind::Cost: return limit.cost.value_or(0);
    case LimitKind::Concurrent: break;
    }
    return static_cast<double>(limit.concurrent.value_or(0));
}

std::vector<PlacedLimit> placedLimits(const Settings& settings)
{
    std::vector<PlacedLimit> all;
    visitPlaces(settings, [&](const LimitPlace& place, const PolicySettings& policies, const std::string&) {
        for (const LimitSettings& limit : limitsIn(policies)) all.push_back({place, limit});
    });
    for (BudgetLimit& budget : budgetLimits(settings)) all.push_back({{Kind::Budget, {}}, std::move(budget.settings)});
    return all;
}

std::optional<PlacedLimit> findLimit(const Settings& settings, const std::string& name)
{
    for (PlacedLimit& limit : placedLimits(settings))
        if (limit.settings.name == name) return std::move(limit);
    return std::nullopt;
}

std::string limitPath(const Settings& settings, const std::string& name)
{
    std::string found;
    visitPlaces(settings, [&](const LimitPlace&, const PolicySettings& policies, const std::string& path) {
        const auto& limits = limitsIn(policies);
        const auto at = std::ranges::find(limits, name, &LimitSettings::name);
        if (found.empty() && at != limits.end()) found = path + "policies.limits[" + std::to_string(at - limits.begin()) + ']';
    });
    for (const BudgetLimit& budget : budgetLimits(settings))
        if (found.empty() && budget.settings.name == name) found = "usage.budgets[" + std::to_string(budget.index) + ']';
    return found;
}

Settings withLimit(Settings settings, const PlacedLimit& limit, const std::string& replaced)
{
    const auto before = replaced.empty() ? std::nullopt : findLimit(settings, replaced);
    if (before && before->place == limit.place) {
        changeLimit(settings, replaced, [&](auto&, auto found) { *found = limit.settings; });
        return settings;
    }
    if (before) settings = withoutLimit(std::move(settings), replaced);
    visitPlaces(settings, [&](const LimitPlace& place, PolicySettings& policies, const std::string&) {
        if (place != limit.place) return;
        std::vector<LimitSettings> limits = limitsIn(policies);
        limits.push_back(limit.settings);
        putLimits(policies, std::move(limits));
    });
    return settings;
}

Settings withoutLimit(Settings settings, const std::string& name)
{
    changeLimit(settings, name, [](auto& limits, auto found) { limits.erase(found); });
    return settings;
}

Settings withLimitEnabled(Settings settings, const std::string& name, bool enabled)
{
    changeLimit(settings, name, [enabled](auto&, auto found) { found->enabled = enabled; });
    return settings;
}

std::string freeLimitName(const Settings& settings, const std::string& wanted)
{
    std::string name = wanted;
    for (int number = 2; findLimit(settings, name); ++number) name = wanted + '-' + std::to_string(number);
    return name;
}

} // namespace ui::models
