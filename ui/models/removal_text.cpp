#include "removal_text.h"

#include "ui/words/sentence_words.h"

#include <algorithm>

namespace ui::models {

using gateway::config::BudgetSettings;
using gateway::config::ConsumerSettings;
using gateway::config::ProviderSettings;
using gateway::config::RouteSettings;
using gateway::config::Settings;

namespace {

using Names = std::vector<std::string>;

constexpr qsizetype kMostNames = 5;

bool hasRoute(const Settings& all, const std::string& id) { return std::ranges::find(all.routes, id, &RouteSettings::id) != all.routes.end(); }

/// Callers without a key, and the window, are always there.
bool hasConsumer(const Settings& all, const std::string& name)
{
    return name == "anonymous" || name == gateway::config::kOwnConsumer || std::ranges::find(all.consumers, name, &ConsumerSettings::name) != all.consumers.end();
}

bool hasProvider(const Settings& all, const std::string& id) { return all.provider(id) != nullptr; }

/// Whether a list of names has lost the last that exists. An empty list allows everything.
template <class Has> bool isLost(const Names& names, const Settings& before, const Settings& after, Has has)
{
    return std::ranges::any_of(names, [&](const std::string& name) { return has(before, name); })
        && std::ranges::none_of(names, [&](const std::string& name) { return has(after, name); });
}

/// Entries of `list` to which `isOne` applies, by name.
template <class List, class Name, class Is> QStringList namesOf(const List& list, Name name, Is isOne)
{
    QStringList names;
    for (const auto& entry : list)
        if (isOne(entry)) names += QString::fromStdString(entry.*name);
    return names;
}

} // namespace

QString RemovalText::listed(const QStringList& names)
{
    if (names.size() <= kMostNames) return words::SentenceWords::listed(names);
    return tr("%1 and %Ln more", "names", static_cast<int>(names.size() - kMostNames)).arg(words::SentenceWords::listed(names.first(kMostNames)));
}

QStringList RemovalText::lostRoutes(const Settings& before, const Settings& after)
{
    return namesOf(before.routes, &RouteSettings::id, [&](const RouteSettings& route) { return !hasRoute(after, route.id); });
}

QStringList RemovalText::leftOver(const Settings& before, const Settings& after)
{
    QStringList lines;
    const auto stranded = namesOf(after.consumers, &ConsumerSettings::name, [&](const ConsumerSettings& one) { return isLost(one.routes, before, after, hasRoute); });
    const auto closed = [&](const Names& consumers) { return isLost(consumers, before, after, hasConsumer); };
    const auto closedRoutes = namesOf(after.routes, &RouteSettings::id, [&](const RouteSettings& one) { return closed(one.consumers) || closed(one.match.consumers); });
    const auto closedProviders = namesOf(after.providers, &ProviderSettings::id, [&](const ProviderSettings& one) { return closed(one.consumers); });
    const auto budgets = std::ranges::count_if(after.usage.budgets, [&](const BudgetSettings& one) {
        return isLost({one.provider}, before, after, hasProvider) || isLost({one.consumer}, before, after, hasConsumer);
    });
    if (!stranded.isEmpty()) lines += tr("Consumers left without a route: %1").arg(listed(stranded));
    if (!closedRoutes.isEmpty()) lines += tr("Routes left without an allowed consumer: %1").arg(listed(closedRoutes));
    if (!closedProviders.isEmpty()) lines += tr("Providers left without an allowed consumer: %1").arg(listed(closedProviders));
    if (budgets > 0) lines += tr("%Ln budget(s) left without anything to count", nullptr, static_cast<int>(budgets));
    return lines;
}

QStringList RemovalText::effects(const Settings& before, const Settings& after)
{
    QStringList lines;
    if (const auto lost = lostRoutes(before, after); !lost.isEmpty() && after.providers.size() < before.providers.size())
        lines += tr("Routes without another target, removed as well: %1").arg(listed(lost));
    const auto reduced = namesOf(after.routes, &RouteSettings::id, [&](const RouteSettings& route) {
        const auto was = std::ranges::find(before.routes, route.id, &RouteSettings::id);
        return was != before.routes.end() && route.targets.size() < was->targets.size();
    });
    if (!reduced.isEmpty()) lines += tr("Routes that lose a target: %1").arg(listed(reduced));
    return lines + leftOver(before, after);
}

} // namespace ui::models
