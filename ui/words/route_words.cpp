#include "route_words.h"

#include "sentence_words.h"

#include "gateway/config/settings/taken_names.h"
#include "gateway/config/settings/weekdays.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <string_view>
#include <utility>

namespace ui::words {

using gateway::config::kWeekdays;
using gateway::config::MatchSettings;
using gateway::config::NamedGroup;
using gateway::config::NamedMatch;
using gateway::config::RouteSettings;
using gateway::config::TakenNames;
using gateway::config::TargetSettings;
using gateway::config::TextMatch;
using gateway::config::TimeMatch;
using gateway::config::TraitMatch;

namespace {

using Named = std::pair<std::string_view, const char*>;
constexpr std::array kAlgorithms{
    Named{"roundrobin", QT_TRANSLATE_NOOP("ui::words::RouteWords", "weighted round robin")},
    Named{"chash", QT_TRANSLATE_NOOP("ui::words::RouteWords", "consistent hashing")},
    Named{"least_busy", QT_TRANSLATE_NOOP("ui::words::RouteWords", "least busy")},
    Named{"fastest", QT_TRANSLATE_NOOP("ui::words::RouteWords", "fastest")},
    Named{"cheapest", QT_TRANSLATE_NOOP("ui::words::RouteWords", "cheapest")},
    Named{"sticky", QT_TRANSLATE_NOOP("ui::words::RouteWords", "conversation affinity")},
};

constexpr std::array kPolicies{
    Named{"permission", QT_TRANSLATE_NOOP("ui::words::RouteWords", "Permissions")},
    Named{"limits", QT_TRANSLATE_NOOP("ui::words::RouteWords", "Limits")},
    Named{"loop", QT_TRANSLATE_NOOP("ui::words::RouteWords", "Loop guard")},
    Named{"capture", QT_TRANSLATE_NOOP("ui::words::RouteWords", "Stored content")},
    Named{"judge", QT_TRANSLATE_NOOP("ui::words::RouteWords", "Judge of an experiment")},
};

QString qString(const std::string& text) { return QString::fromStdString(text); }

/// Whether nothing but the model and the consumer decides.
bool isForEveryRequest(const MatchSettings& match)
{
    MatchSettings names;
    names.models = match.models;
    names.consumers = match.consumers;
    return names == match;
}

/// The name itself if it has no word.
QString wordOf(std::span<const Named> words, const std::string& name)
{
    const auto found = std::ranges::find(words, std::string_view(name), &Named::first);
    return found == words.end() ? qString(name) : RouteWords::tr(found->second);
}

QString targetName(const TargetSettings& target) { return qString(target.model ? target.provider + '/' + *target.model : target.provider); }

QString listed(const QStringList& words) { return SentenceWords::listed(words); }

QString dayName(const std::string& day)
{
    const auto found = std::ranges::find(kWeekdays, day);
    return found == kWeekdays.end() ? qString(day) : QLocale().dayName(static_cast<int>(found - kWeekdays.begin()) + 1, QLocale::ShortFormat);
}

template <class List, class Say> QString each(const List& list, Say say)
{
    QStringList words;
    for (const auto& one : list) words << say(one);
    return listed(words);
}

} // namespace

QString RouteWords::pattern(const TextMatch& match)
{
    switch (match.kind) {
    case TextMatch::Kind::Prefix: return qString(match.text) + QLatin1Char('*');
    case TextMatch::Kind::Suffix: return QLatin1Char('*') + qString(match.text);
    case TextMatch::Kind::Regex: return QLatin1Char('~') + qString(match.text);
    case TextMatch::Kind::Present: return QStringLiteral("*");
    case TextMatch::Kind::Exact: break;
    }
    return qString(match.text);
}

QString RouteWords::model(const TextMatch& match) { return gateway::config::isNamesWithoutSlash(match) ? tr("all other names", "model names") : pattern(match); }

QString RouteWords::otherNames(const std::vector<RouteSettings>& routes)
{
    QString plain; // the route for names without "/"; empty: the provider
    QString others; // the same for all other names
    QStringList ofConsumers;
    for (const RouteSettings& route : routes) {
        const TakenNames taken = gateway::config::takenNames(route.match);
        if (!route.enabled || taken == TakenNames::Listed || !isForEveryRequest(route.match)) continue;
        if (!plain.isEmpty() && taken == TakenNames::WithoutSlash) continue; // an earlier one takes them all
        const QString id = qString(route.id);
        if (!route.match.consumers.empty()) {
            const QString who = each(route.match.consumers, callers);
            const bool isAll = taken == TakenNames::All && plain.isEmpty();
            const bool isPlain = taken == TakenNames::WithoutSlash;
            ofConsumers << (isAll ? tr("For %1: every other name uses route “%2”", "consumers, route")
                                : isPlain ? tr("For %1: names without “/” use route “%2”", "consumers, route") : tr("For %1: names with “/” use route “%2”", "consumers, route")).arg(who, id);
            continue;
        }
        if (plain.isEmpty()) plain = id;
        if (taken == TakenNames::WithoutSlash) continue;
        others = id;
        break; // nothing is left for later ones
    }
    QString general = tr("Every other name goes to the provider that has it");
    if (!plain.isEmpty() && others.isEmpty()) general = tr("Every other name uses route “%1”; only names with “/”, such as PROVIDER/MODEL, go to the provider").arg(plain);
    else if (plain != others) general = tr("Every other name uses route “%1”; names with “/”, such as PROVIDER/MODEL, use route “%2”").arg(plain, others);
    else if (!plain.isEmpty()) general = tr("Every other name uses route “%1”").arg(plain);
    return (QStringList{general} + ofConsumers).join(u'\n');
}

QString RouteWords::named(const NamedGroup& group)
{
    QStringList words;
    for (const NamedMatch& part : group.all) words << QStringLiteral("%1: %2").arg(qString(part.name), pattern(part.match));
    return words.join(QStringLiteral(" + "));
}

QString RouteWords::trait(const TraitMatch& trait)
{
    QStringList words;
    if (trait.tools) words << (*trait.tools ? tr("with tools") : tr("without tools"));
    if (trait.images) words << (*trait.images ? tr("with images") : tr("without images"));
    if (trait.stream) words << (*trait.stream ? tr("streamed") : tr("not streamed"));
    if (trait.inputTokensAbove) words << tr("over %1 token(s)", nullptr, static_cast<int>(*trait.inputTokensAbove)).arg(QLocale().toString(*trait.inputTokensAbove));
    return words.join(QStringLiteral(" + "));
}

QString RouteWords::time(const TimeMatch& time)
{
    QString span = QStringLiteral("%1–%2").arg(qString(time.from), qString(time.to));
    if (!time.days.empty()) span = QStringLiteral("%1 %2").arg(each(time.days, dayName), span);
    return time.zone == "local" ? span : QStringLiteral("%1 %2").arg(span, qString(time.zone));
}

QString RouteWords::match(const MatchSettings& match)
{
    QStringList kinds;
    const auto add = [&](const QString& frame, const QString& words) {
        if (!words.isEmpty()) kinds << frame.arg(words);
    };
    add(QStringLiteral("%1"), each(match.models, model));
    add(tr("host %1"), each(match.domains, qString));
    add(tr("path %1"), each(match.paths, pattern));
    add(tr("method %1"), each(match.methods, qString));
    add(tr("header %1"), each(match.headers, named));
    add(tr("query %1"), each(match.query, named));
    add(tr("consumer %1"), each(match.consumers, qString));
    add(QStringLiteral("%1"), each(match.traits, trait));
    add(QStringLiteral("%1"), each(match.times, time));
    return kinds.isEmpty() ? tr("every request") : kinds.join(QStringLiteral(" · "));
}

QString RouteWords::firstByHand(const RouteSettings& route)
{
    QStringList names;
    for (const TargetSettings& target : route.targets) {
        if (target.first) names << targetName(target);
    }
    return names.join(QStringLiteral(" + "));
}

QString RouteWords::names(const MatchSettings& match)
{
    if (match.models.empty()) return QStringLiteral("*");
    const QString first = model(match.models.front());
    const std::size_t more = match.models.size() - 1;
    return more == 0 ? first : QStringLiteral("%1 +%2").arg(first).arg(more);
}

QString RouteWords::targetCount(const RouteSettings& route)
{
    std::pair<bool, int> highest{false, 0};
    for (const TargetSettings& target : route.targets) highest = &target == &route.targets.front() ? rankOf(target) : std::max(highest, rankOf(target));
    const auto isFallback = [&](const TargetSettings& target) { return rankOf(target) < highest; };
    const auto fallbacks = static_cast<int>(std::count_if(route.targets.begin(), route.targets.end(), isFallback));
    const auto count = static_cast<int>(route.targets.size());
    const QString targets = tr("%Ln target(s)", nullptr, count);
    if (fallbacks > 0) return tr("%1, %2", "targets, fallbacks").arg(targets, tr("%Ln fallback(s)", nullptr, fallbacks));
    return count > 1 ? tr("%1, balanced", "targets").arg(targets) : targets;
}

QString RouteWords::targets(const RouteSettings& route)
{
    std::map<std::pair<bool, int>, QStringList, std::greater<>> stations;
    for (const TargetSettings& target : route.targets) stations[rankOf(target)] << targetName(target);
    QStringList inOrder;
    for (const auto& [rank, names] : stations) inOrder << names.join(QStringLiteral(" + "));
    return inOrder.isEmpty() ? tr("no target") : inOrder.join(QStringLiteral(" → "));
}

QString RouteWords::consumer(const std::string& name) { return name.empty() || name == "anonymous" ? tr("none, without a key") : qString(name); }

QString RouteWords::callers(const std::string& name) { return name == "anonymous" ? tr("callers without a key") : qString(name); }

QString RouteWords::algorithm(const std::string& name) { return wordOf(kAlgorithms, name); }

QString RouteWords::policy(const std::string& name) { return wordOf(kPolicies, name); }

} // namespace ui::words
