#include "route_picture.h"

#include "target_comparison.h"

#include "gateway/config/settings/taken_names.h"
#include "ui/models/formatter.h"
#include "ui/words/failure_words.h"
#include "ui/words/route_words.h"
#include "ui/words/sentence_words.h"

#include <algorithm>

namespace ui::models {

using gateway::config::FailureClass;
using gateway::config::RouteSettings;
using gateway::config::TargetSettings;
using gateway::config::TextMatch;
using gateway::host::ProviderHealth;
using gateway::host::ProviderStatus;
using gateway::routing::Rest;
using gateway::routing::Rests;
using words::FailureWords;
using words::RouteWords;
using words::StateText;

namespace {

constexpr std::size_t kStationsWithLast = 3; ///< from so many on, the last one is the last resort

QString statusName(const char* status) { return QString::fromLatin1(status); }

QString toText(const std::string& text) { return QString::fromStdString(text); }

bool sharesByWeight(const RouteSettings& route) { return route.balancer.algorithm == "roundrobin" || route.balancer.algorithm == "chash"; }

bool isKeyUsable(const gateway::host::KeyStatus& key) { return key.health == gateway::host::KeyHealth::Ready; }

const Rest* restOfKey(const std::vector<Rest>& rests, const std::string& key, const std::string& model)
{
    const auto found = std::find_if(rests.begin(), rests.end(), [&](const Rest& rest) {
        return rest.operation.empty() && rest.key == key && (rest.scope() == Rests::Key || (rest.scope() == Rests::KeyOnModel && rest.model == model));
    });
    return found == rests.end() ? nullptr : &*found;
}

/// The cooldown in `rests` that keeps requests for `model` from that provider; null: none.
const Rest* restOf(const ProviderStatus& status, const std::vector<Rest>& rests, const std::string& model)
{
    for (const Rest& rest : rests) {
        if (!rest.operation.empty()) continue; // only conversations are drawn
        if (rest.scope() == Rests::Provider || (rest.scope() == Rests::Model && rest.model == model)) return &rest;
    }
    const Rest* soonest = nullptr;
    for (const auto& key : status.keys) {
        if (!isKeyUsable(key)) continue;
        const Rest* rest = restOfKey(rests, key.name, model);
        if (!rest) return nullptr;
        if (!soonest || rest->until < soonest->until) soonest = rest;
    }
    return soonest;
}

} // namespace

bool TargetPicture::operator==(const TargetPicture& other) const
{
    return target == other.target && provider == other.provider && model == other.model && state.status == other.state.status
        && state.word == other.state.word && note == other.note && isLess == other.isLess && share == other.share && isServing == other.isServing
        && isByHand == other.isByHand;
}

RoutePictures::RoutePictures(const Access& access, const ProviderListModel& providers, const gateway::Clock& clock)
    : m_access(access), m_providers(providers), m_clock(clock)
{
}

const ProviderStatus* RoutePictures::status(const std::string& provider) const
{
    const auto& all = m_access.providers().providers();
    const auto found = std::find_if(all.begin(), all.end(), [&](const ProviderStatus& one) { return one.id == provider; });
    return found == all.end() ? nullptr : &*found;
}

bool RoutePictures::isOver(const Rest& rest) const
{
    const auto* provider = m_access.configuration().settings().provider(rest.provider);
    const bool isChecked = provider && provider->keyFailover.mode == "active"; // then a health check ends it
    return rest.isBeingTried || (!isChecked && rest.until <= m_clock.wallNow());
}

std::vector<Rest> RoutePictures::restsNow(const ProviderStatus& status) const
{
    std::vector<Rest> rests = status.rests;
    std::erase_if(rests, [this](const Rest& rest) { return isOver(rest); });
    return rests;
}

std::optional<gateway::WallTime> RoutePictures::nextEnd() const
{
    std::optional<gateway::WallTime> next;
    for (const ProviderStatus& status : m_access.providers().providers())
        for (const Rest& rest : status.rests)
            if (!isOver(rest) && rest.until > m_clock.wallNow() && (!next || rest.until < *next)) next = rest.until;
    return next;
}

std::optional<std::size_t> RoutePictures::fallenBackTo(const RouteSettings& route, const Stations& stations) const
{
    if (!m_serving) return std::nullopt;
    const auto& rows = m_serving->rows();
    const auto seen = std::find_if(rows.begin(), rows.end(), [&](const Serving& row) { return row.route == route.id && row.isSeen && row.isFallback; });
    if (seen == rows.end()) return std::nullopt;
    const auto isIt = [&](std::size_t place) { return route.targets[place].provider == seen->provider && answers(route.targets[place]); };
    const auto station = std::find_if(stations.begin(), stations.end(), [&](const auto& targets) { return std::ranges::any_of(targets, isIt); });
    return station == stations.end() ? std::nullopt : std::optional(static_cast<std::size_t>(station - stations.begin()));
}

std::optional<StateText> RoutePictures::rest(const ProviderStatus& status, const std::string& model) const
{
    const std::vector<Rest> rests = restsNow(status);
    const Rest* rest = restOf(status, rests, model);
    if (!rest) return std::nullopt;
    if (rest->failure == FailureClass::KeyRejected || rest->failure == FailureClass::BalanceGone) {
        return StateText{statusName("error"), FailureWords::failureClass(rest->failure)};
    }
    const auto left = std::max(gateway::Milliseconds{0}, std::chrono::duration_cast<gateway::Milliseconds>(rest->until - m_clock.wallNow()));
    return StateText{statusName("resting"), tr("cooling down %1", "a time").arg(Formatter().sentenceDuration(left))};
}

StateText RoutePictures::state(const TargetSettings& target, bool& isResting) const
{
    const auto* settings = m_access.configuration().settings().provider(target.provider);
    if (!settings) return {statusName("error"), tr("unknown provider")};
    if (target.weight == 0) return {statusName("idle"), tr("weight 0: not used")};
    const ProviderStatus* known = status(target.provider);
    if (known && known->health == ProviderHealth::Ready) {
        if (const auto resting = rest(*known, target.model.value_or(std::string()))) {
            isResting = true;
            return *resting;
        }
    }
    const int row = m_providers.rowOf(toText(target.provider));
    if (row >= 0) return m_providers.health(row);
    if (!settings->enabled) return {statusName("idle"), tr("disabled")};
    const bool isReady = known && known->health == ProviderHealth::Ready;
    return isReady ? StateText{statusName("ok"), tr("ready")} : StateText{statusName("error"), tr("not ready")};
}

bool RoutePictures::isUsable(const TargetSettings& target) const
{
    const ProviderStatus* known = status(target.provider);
    return target.weight > 0 && known && known->health == ProviderHealth::Ready && !restOf(*known, restsNow(*known), target.model.value_or(std::string()));
}

bool RoutePictures::answers(const TargetSettings& target) const
{
    bool isResting = false;
    return isUsable(target) && state(target, isResting).status != statusName("error");
}

RoutePictures::Reach RoutePictures::reach(const RouteSettings& route) const
{
    Reach reach{stationsOf(route)};
    const auto isReached = [&](const std::vector<std::size_t>& targets) { return std::ranges::any_of(targets, [&](std::size_t place) { return answers(route.targets[place]); }); };
    const auto first = std::ranges::find_if(reach.stations, isReached);
    reach.serving = route.enabled ? static_cast<std::size_t>(first - reach.stations.begin()) : reach.stations.size();
    if (const auto seen = route.enabled ? fallenBackTo(route, reach.stations) : std::nullopt) {
        reach.serving = *seen;
        reach.isObserved = true;
    }
    return reach;
}

TargetPicture RoutePictures::target(const RouteSettings& route, std::size_t place) const
{
    const TargetSettings& target = route.targets[place];
    TargetPicture card;
    card.target = place;
    card.provider = nameOf(target);
    card.model = toText(target.model.value_or(std::string()));
    card.isByHand = target.first;
    return card;
}

void RoutePictures::compare(const RouteSettings& route, RoutePicture& picture) const
{
    const TargetComparison comparison(m_access, route);
    const TargetSettings* first = nullptr;
    for (StationPicture& station : picture.stations) {
        for (TargetPicture& card : station.targets) {
            const TargetSettings& target = route.targets[card.target];
            if (first) {
                const TargetNote note = comparison.of(*first, target);
                card.note = note.text;
                card.isLess = note.isLess;
            } else {
                first = &target;
            }
        }
    }
}

void RoutePictures::ask(const RouteSettings& route, RoutePicture& picture)
{
    auto others = route.match;
    others.models.clear();
    if (!(others == gateway::config::MatchSettings{})) picture.conditions = RouteWords::match(others);
    const auto& models = route.match.models;
    QStringList patterns;
    for (const TextMatch& match : models) patterns << RouteWords::model(match);
    picture.asks = patterns.join(QStringLiteral(", "));
    if (models.empty()) {
        picture.asks = QStringLiteral("*");
        picture.asksPhrase = tr("any model");
    } else if (models.size() == 1) {
        const QString text = toText(models.front().text);
        switch (models.front().kind) {
        case TextMatch::Kind::Prefix: picture.asksPhrase = tr("any name starting with %1").arg(text); break;
        case TextMatch::Kind::Suffix: picture.asksPhrase = tr("any name ending in %1").arg(text); break;
        case TextMatch::Kind::Regex:
            picture.asksPhrase = gateway::config::isNamesWithoutSlash(models.front()) ? tr("without “/”, so not PROVIDER/MODEL") : tr("any name matching the regular expression");
            break;
        case TextMatch::Kind::Exact:
        case TextMatch::Kind::Present: break;
        }
    }
}

QString RoutePictures::title(std::size_t station, std::size_t count)
{
    if (station == 0) return tr("First");
    return station + 1 == count && count >= kStationsWithLast ? tr("Last resort") : tr("If that fails");
}

QString RoutePictures::phrase(const RouteSettings& route, std::size_t station, const std::vector<std::size_t>& members)
{
    const std::size_t targets = members.size();
    const bool isByHand = route.targets[members.front()].first;
    QStringList words;
    if (isByHand) words << tr("pinned");
    if (targets > 1) words << RouteWords::algorithm(route.balancer.algorithm);
    if (station == 1 && route.clientCredential) {
        words << tr("never: the client’s key goes to the first target only");
    } else if (station == 1) {
        for (const FailureClass failure : route.fallback.on) words << FailureWords::failureClass(failure);
        for (const int status : route.fallback.statuses) words << QString::number(status);
        if (route.fallback.on.empty() && route.fallback.statuses.empty()) words << tr("never");
    }
    return words.join(QStringLiteral(" · "));
}

std::vector<RouteFact> RoutePictures::facts(const RouteSettings& route)
{
    const Formatter format;
    const auto& fallback = route.fallback;
    std::vector<RouteFact> facts;
    facts.push_back({tr("Maximum attempts"), format.exact(fallback.maxAttempts)});
    facts.push_back({tr("First-byte deadline"), fallback.deadline_ms ? format.duration(gateway::Milliseconds{*fallback.deadline_ms}) : tr("no limit")});
    facts.push_back({tr("Interrupted answers"), fallback.continuePartial ? tr("continued") : tr("reported")});
    if (fallback.hedgeAfter_ms) facts.push_back({tr("Hedge after"), format.duration(gateway::Milliseconds{*fallback.hedgeAfter_ms})});
    facts.push_back({tr("Consumers"), whoMayUse(route)});
    return facts;
}

/// `match.consumers` selects: the requests of others go to the next route that matches. `consumers` restricts: the
/// requests of others are rejected here.
QString RoutePictures::whoMayUse(const RouteSettings& route)
{
    const auto has = [](const std::vector<std::string>& names, const std::string& name) { return std::ranges::find(names, name) != names.end(); };
    const auto listed = [](const std::vector<std::string>& names) {
        QStringList words;
        for (const std::string& name : names) words << RouteWords::callers(name);
        return words::SentenceWords::listed(words);
    };
    const std::vector<std::string>& selected = route.match.consumers;
    if (selected.empty() && route.consumers.empty()) return tr("all consumers");
    if (selected.empty()) return tr("only %1; others are rejected", "consumers").arg(listed(route.consumers));
    std::vector<std::string> allowed;
    std::vector<std::string> rejected;
    for (const std::string& name : selected) (route.consumers.empty() || has(route.consumers, name) ? allowed : rejected).push_back(name);
    if (allowed.empty()) return tr("nobody: the route applies to %1, but allows only %2", "consumers, consumers").arg(listed(selected), listed(route.consumers));
    if (rejected.empty()) return tr("only %1; others skip this route", "consumers").arg(listed(allowed));
    return tr("only %1; requests of %2 are rejected, others skip this route", "consumers, consumers").arg(listed(allowed), listed(rejected));
}

RoutePicture RoutePictures::of(const RouteSettings& route) const
{
    RoutePicture picture;
    ask(route, picture);
    const Reach now = reach(route);
    const Stations& stations = now.stations;
    const Formatter format;
    for (std::size_t i = 0; i < stations.size(); ++i) {
        StationPicture station{title(i, stations.size()), phrase(route, i, stations[i]), {}};
        std::int64_t sum = 0;
        for (const std::size_t place : stations[i]) sum += route.targets[place].weight;
        for (const std::size_t place : stations[i]) {
            TargetPicture card = target(route, place);
            card.state = state(route.targets[place], picture.isResting);
            if (stations[i].size() > 1 && sum > 0 && sharesByWeight(route)) {
                card.share = format.share(static_cast<double>(route.targets[place].weight) / static_cast<double>(sum));
            }
            station.targets.push_back(std::move(card));
        }
        picture.stations.push_back(std::move(station));
    }
    compare(route, picture);
    picture.serving = now.serving;
    picture.isDisabled = !route.enabled;
    if (picture.isServed())
        for (TargetPicture& card : picture.stations[picture.serving].targets) card.isServing = answers(route.targets[card.target]);
    picture.facts = facts(route);
    return picture;
}

QString RoutePictures::nameOf(const TargetSettings& target) const
{
    const auto* provider = m_access.configuration().settings().provider(target.provider);
    return provider ? displayName(m_access.providers().catalog(), *provider) : toText(target.provider);
}

RouteState RoutePictures::state(const RouteSettings& route) const
{
    if (!route.enabled) return {statusName("idle"), tr("disabled"), {}};
    if (route.targets.empty()) return {statusName("error"), tr("no target"), {}};
    const Reach now = reach(route);
    const TargetSettings& first = route.targets[now.stations.front().front()];
    bool isResting = false;
    const QString why = state(first, isResting).word;
    if (now.serving == now.stations.size()) return {statusName("error"), tr("%1: %2", "a provider and how it is").arg(nameOf(first), why), {}};
    const auto one = std::ranges::find_if(now.stations[now.serving], [&](std::size_t place) { return answers(route.targets[place]); });
    const std::string provider = route.targets[*one].provider;
    if (now.isObserved) return {statusName("warn"), tr("fallback"), provider};
    if (now.serving > 0) return {statusName("warn"), tr("fallback, %1: %2", "a provider and how it is").arg(nameOf(first), why), provider};
    const Serving* seen = nullptr;
    if (m_serving)
        if (const auto found = std::ranges::find_if(m_serving->rows(), [&](const Serving& row) { return row.route == route.id; }); found != m_serving->rows().end()) seen = &*found;
    if (m_serving && !(seen && seen->isSeen)) return {statusName("unknown"), tr("first choice, not used lately"), provider};
    return {statusName("ok"), tr("first choice"), seen && seen->isSeen && !seen->isFallback ? seen->provider : provider};
}

} // namespace ui::models
