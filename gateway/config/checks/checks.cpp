#include "checks.h"

#include "balancer_check.h"
#include "budget_check.h"
#include "experiment_check.h"
#include "limit_check.h"
#include "mistakes.h"
#include "own_address.h"
#include "price_check.h"
#include "route_overlap.h"

#include "gateway/config/fields/shape.h"
#include "gateway/config/fields/text_rules.h"
#include "gateway/config/fields/web_address.h"
#include "gateway/config/settings/key_names.h"
#include "gateway/config/settings/provider_restrictions.h"
#include "gateway/core/text/ascii.h"
#include "gateway/core/text/joined.h"

#include <QDateTime>
#include <QString>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

namespace gateway::config {

namespace {

using Names = std::vector<std::string>;
using KnownNames = std::optional<Names>; // empty: some could not be read, so that unknown names cannot be detected

constexpr const char* kNoConsumer = QT_TRANSLATE_NOOP("Configuration", "there is no consumer \"%1\"");

bool has(const Names& names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Whether it is one of these, ignoring case.
template <class List> bool isOneOf(std::string_view header, const List& names)
{
    return std::ranges::any_of(names, [&](std::string_view name) { return equalsIgnoringCase(name, header); });
}

// Unknown names give nobody access, so they are no reason to reject the file.
void checkNames(const std::vector<std::string>& given, const KnownNames& known, const char* problem, const Place& place)
{
    for (std::size_t i = 0; known && i < given.size(); ++i)
        if (!has(*known, given[i]))
            place.item(i).warning(withMeant(Sentence::of(problem, {shownName(given[i])}), given[i], *known));
}

// Source: DESIGN.md section 3 step 6; RFC 9110 §7.6.1 for what belongs to one connection.
bool isNeverForwarded(std::string_view header)
{
    constexpr std::array<std::string_view, 13> kNames{"cookie", "host", "connection", "content-length",
        "transfer-encoding", "te", "trailer", "upgrade", "keep-alive", "proxy-connection", "expect", "x-signalbox-hop", "x-signalbox-eval-run"};
    return carriesKey(header) || isOneOf(header, kNames);
}

/// Headers that frame a message, belong to its connection or describe its body: with a second one, the upstream would
/// read another message than was sent.
/// Source: RFC 9110 §7.6.1, RFC 9112 §6.
bool isGateways(std::string_view header)
{
    constexpr std::array<std::string_view, 16> kOwn{
        "host", "content-length", "transfer-encoding", "connection", "keep-alive", "proxy-connection", "te", "trailer",
        "upgrade", "expect", "content-type", "content-encoding", "accept", "accept-encoding", "date", "x-signalbox-hop"};
    return isOneOf(header, kOwn);
}

void checkAuth(const std::vector<AuthValue>& values, bool headers, const Place& place)
{
    for (const AuthValue& value : values) {
        if (value.name.empty())
            continue; // could not be read
        if (headers && isGateways(value.name))
            place.field(value.name).error(QT_TRANSLATE_NOOP("Configuration", "is a header that Signalbox sets itself; remove it"));
        if (looksLikeKey(value, headers))
            place.field(value.name)
                .warning(QT_TRANSLATE_NOOP("Configuration", "looks like a key in plain text; write ${key} for the key in use, or {\"secret\": \"keychain:NAME\"}"));
    }
}

/// `listen`: null if unknown.
void checkBaseUrl(const ProviderSettings& provider, const ListenSettings* listen, const Place& place)
{
    if (!provider.baseUrl)
        return;
    if (listen && isOwnUrl(*provider.baseUrl, *listen))
        place.field("base_url").warning(QT_TRANSLATE_NOOP("Configuration", "is the address of Signalbox itself: every request would end as loop_detected; set the "
        "provider's own address"));
    const QUrlQuery query(QUrl(QString::fromStdString(*provider.baseUrl)));
    for (const auto& [name, value] : query.queryItems())
        if (soundsLikeSecret(name.toStdString()))
            place.field("base_url").warning(QT_TRANSLATE_NOOP("Configuration", "seems to contain a key; put keys into \"keys\" and \"auth\""));
}

void checkProvider(const ProviderSettings& provider, const ListenSettings* listen, const Place& place)
{
    checkBaseUrl(provider, listen, place);
    if (!provider.sslVerify)
        place.field("ssl_verify").warning(QT_TRANSLATE_NOOP("Configuration", "is off: anyone between this machine and the provider can read its keys and all requests"));
    checkAuth(provider.authHeaders, true, place.field("auth").field("headers"));
    checkAuth(provider.authQuery, false, place.field("auth").field("query"));
    const Place settingsPlace = place.field("settings");
    for (const auto& [name, value] : provider.settings)
        if (soundsLikeSecret(name))
            settingsPlace.field(name).warning(QT_TRANSLATE_NOOP("Configuration", "looks like a key in plain text; put keys into \"keys\""));
    const Place forwardPlace = place.field("forward_headers");
    for (std::size_t i = 0; i < provider.forwardHeaders.size(); ++i)
        if (isNeverForwarded(provider.forwardHeaders[i]))
            forwardPlace.item(i).warning(QT_TRANSLATE_NOOP("Configuration", "has no effect: this header is never forwarded"));
}

void checkFailures(const FailureSettings& failures, const std::vector<ProviderSettings>& providers, const Place& place)
{
    const Place rules = place.field("rules");
    Names names; // including types
    for (const ProviderSettings& provider : providers) {
        names.push_back(provider.id);
        names.push_back(provider.type);
    }
    for (std::size_t i = 0; i < failures.rules.size(); ++i)
        if (const auto& provider = failures.rules[i].provider; provider && !has(names, *provider))
            rules.item(i).field("provider").warning(
                withMeant(QT_TRANSLATE_NOOP("Configuration", "is neither the id nor the type of a configured provider"), *provider, names));
}

// It must be unambiguous who owns a key.
void checkConsumerKeys(const std::vector<ConsumerSettings>& consumers, const Place& place)
{
    std::map<std::string, std::string> seen; // identity of each key, and its path
    for (std::size_t i = 0; i < consumers.size(); ++i) {
        const Place consumer = place.item(i);
        const Place keys = consumer.field("keys");
        for (std::size_t j = 0; j < consumers[i].keys.size(); ++j) {
            const ConsumerKey& key = consumers[i].keys[j];
            const Place at = keys.item(j);
            const std::string& same = key.sha256.empty() ? key.secret : key.sha256;
            const auto [first, isNew] = seen.emplace(same, at.path());
            if (!isNew && !same.empty())
                at.error({QT_TRANSLATE_NOOP("Configuration", "is the same key as %1"), {first->second}});
        }
    }
}

struct Known {
    KnownNames providers;
    KnownNames routes;
    KnownNames consumers;
};

template <class Entry> KnownNames namesOf(const std::vector<Entry>& list, std::string Entry::*name, bool areKnown)
{
    if (!areKnown)
        return std::nullopt;
    Names names;
    for (const Entry& entry : list)
        names.push_back(entry.*name);
    return names;
}

Known knownNames(const Settings& settings, const Mistakes& mistakes)
{
    Known known;
    known.providers = namesOf(settings.providers, &ProviderSettings::id, !mistakes.hideAny("providers", "id"));
    known.routes = namesOf(settings.routes, &RouteSettings::id, !mistakes.hideAny("routes", "id"));
    known.consumers = namesOf(settings.consumers, &ConsumerSettings::name, !mistakes.hideAny("consumers", "name"));
    if (known.consumers)
        for (const std::string_view name : {std::string_view("anonymous"), kOwnConsumer}) // the former means every caller without a key
            known.consumers->emplace_back(name);
    return known;
}

void checkListen(const Settings& settings, const Mistakes& mistakes, const Place& place)
{
    const ListenSettings& listen = settings.listen;
    const bool lacksKey = !hasConsumerKey(settings) && !mistakes.touch("consumers");
    if (!isLoopbackAddress(listen.address) && lacksKey)
        place.field("address").error(
            QT_TRANSLATE_NOOP("Configuration", "may be other than loopback only if a consumer has an enabled key; add one to \"consumers\""));
    if (holdEverybody(listen.trustedProxies))
        place.field("trusted_proxies").warning(
            QT_TRANSLATE_NOOP("Configuration", "includes every address, so any caller could claim any address; list only the addresses of your proxies"));
    const bool isSamePort = listen.httpsPort && *listen.httpsPort == listen.httpPort && listen.httpPort != 0;
    if (isSamePort && !mistakes.hide("listen.http_port"))
        place.field("https_port").error(QT_TRANSLATE_NOOP("Configuration", "is the HTTP port too; use another port, or null to disable HTTPS"));
    if (listen.requireKey == RequireKey::Always && lacksKey)
        place.field("require_key").warning(
            QT_TRANSLATE_NOOP("Configuration", "refuses every caller because no consumer has an enabled key; add one to \"consumers\""));
}

/// The routes whose match conditions are known; others are treated as disabled.
std::vector<RouteSettings> knownToTake(std::vector<RouteSettings> routes, const Mistakes& mistakes)
{
    for (std::size_t i = 0; i < routes.size(); ++i) {
        const std::string path = "routes[" + std::to_string(i) + ']';
        for (const char* field : {".id", ".enabled", ".match"})
            routes[i].enabled = routes[i].enabled && !mistakes.touch(path + field);
    }
    return routes;
}

/// `target`: PROVIDER/MODEL.
void checkProviderOf(const std::string& target, const KnownNames& providers, const Place& place)
{
    const std::string provider = target.substr(0, target.find('/'));
    if (providers && !provider.empty() && !has(*providers, provider))
        place.error(withMeant(QT_TRANSLATE_NOOP("Configuration", "must begin with the id of a configured provider"), provider, *providers));
}

void checkShadow(const RouteSettings& route, const KnownNames& providers, const Place& place)
{
    if (!route.shadow)
        return;
    checkProviderOf(route.shadow->to, providers, place.field("to"));
    if (route.clientCredential)
        place.error(QT_TRANSLATE_NOOP("Configuration", "must not be set beside \"client_credential\": a client's own key is sent to the first target only; remove one of them"));
    else if (route.shadow->share == 0 || route.shadow->maxCostPerDay == 0)
        place.field(route.shadow->share == 0 ? "share" : "max_cost_per_day").warning(QT_TRANSLATE_NOOP("Configuration", "is 0, so no request is copied; set \"shadow\" to null to turn it off"));
}

void checkRoute(const RouteSettings& route, const Known& known, const Mistakes& mistakes, const Place& place)
{
    const Place targets = place.field("targets");
    for (std::size_t i = 0; known.providers && i < route.targets.size(); ++i) {
        const std::string& provider = route.targets[i].provider;
        if (!provider.empty() && !has(*known.providers, provider))
            targets.item(i)
                .field("provider")
                .error(withMeant(QT_TRANSLATE_NOOP("Configuration", "must be the id of a configured provider"), provider, *known.providers));
    }
    checkNames(route.consumers, known.consumers, kNoConsumer, place.field("consumers"));
    checkBalancer(route, mistakes, place);
    if (!mistakes.touch(place.field("shadow").path()))
        checkShadow(route, known.providers, place.field("shadow"));
    const Place experiment = place.field("experiment");
    const Place judge = experiment.field("judge");
    if (route.experiment && route.experiment->judge && !mistakes.touch(judge.path()))
        checkProviderOf(route.experiment->judge->model, known.providers, judge.field("model"));
    checkNames(route.match.consumers, known.consumers, kNoConsumer, place.field("match").field("consumers"));
}

/// Warns of settings that may be unintended: providers reserved only by routes, and limits that callers escape by
/// sending no key.
void checkRestrictions(const Settings& settings, const Mistakes& mistakes, const Place& root)
{
    if (mistakes.touch("providers") || mistakes.touch("routes"))
        return;
    const ProviderRestrictions restrictions(settings);
    for (std::size_t i = 0; i < settings.providers.size(); ++i) {
        const ProviderSettings& provider = settings.providers[i];
        Names routes = restrictions.reservedBy(i);
        std::ranges::transform(routes, routes.begin(), shownName);
        Names callers{"anonymous"};
        for (const ConsumerSettings& consumer : settings.consumers)
            callers.push_back(consumer.name);
        const bool isRefusal = std::ranges::any_of(callers, [&](const std::string& caller) { return !restrictions.allowDirectly(i, caller); });
        if (provider.enabled && provider.type != "demo" && provider.consumers.empty() && !provider.routesOnly && isRefusal)
            root.field("providers").item(i).field("consumers").warning({QT_TRANSLATE_NOOP("Configuration", "is empty, but every route to this provider is limited to "
        "consumers (%1), so other callers are refused, also with \"%2/MODEL\". List the consumers here to confirm this, or add a route without consumers to open the "
        "provider to everyone"),
                {joined(routes, ", "), shownName(provider.id)}});
    }
    if (mistakes.touch("consumers") || mistakes.hide("listen.require_key"))
        return;
    for (const auto& [consumer, field] : escapableLimits(settings))
        root.field("consumers").item(consumer).field(field).warning(QT_TRANSLATE_NOOP("Configuration", "does not restrict local callers: while listen.require_key is "
        "\"auto\", a local caller that sends no key is \"anonymous\" and may use more. Set listen.require_key to \"always\", or set \"consumers\" for routes and "
        "providers"));
}

void checkAll(const Settings& settings, const Mistakes& mistakes, const Place& root)
{
    const Known known = knownNames(settings, mistakes);
    checkListen(settings, mistakes, root.field("listen"));
    const bool isListenKnown = std::ranges::none_of(
        std::array{"listen.address", "listen.http_port", "listen.https_port"}, [&](const char* path) { return mistakes.hide(path); });
    const ListenSettings* listen = isListenKnown ? &settings.listen : nullptr;
    const Place providers = root.field("providers");
    for (std::size_t i = 0; i < settings.providers.size(); ++i)
        checkProvider(settings.providers[i], listen, providers.item(i));
    for (std::size_t i = 0; i < settings.providers.size(); ++i)
        checkNames(settings.providers[i].consumers, known.consumers, kNoConsumer, providers.item(i).field("consumers"));
    const Place routes = root.field("routes");
    for (std::size_t i = 0; i < settings.routes.size(); ++i)
        checkRoute(settings.routes[i], known, mistakes, routes.item(i));
    if (known.providers && !mistakes.hideAny("providers", "type"))
        checkFailures(settings.failures, settings.providers, root.field("failures"));
    checkExperiments(settings, mistakes, root);
    checkOverlaps(knownToTake(settings.routes, mistakes), routes);
    constexpr qint64 kFarthestZone_s = 14 * 3600;
    checkPrices(settings, QDateTime::currentDateTimeUtc().addSecs(kFarthestZone_s).date(), known.providers, root.field("usage"));
    checkBudgets(settings, known.providers, known.consumers, mistakes, root.field("usage"));
    checkLimits(settings, known.providers, known.consumers, mistakes, root);
    const Place consumers = root.field("consumers");
    checkConsumerKeys(settings.consumers, consumers);
    for (std::size_t i = 0; i < settings.consumers.size(); ++i)
        checkNames(settings.consumers[i].routes, known.routes, QT_TRANSLATE_NOOP("Configuration", "there is no route \"%1\""), consumers.item(i).field("routes"));
    checkRestrictions(settings, mistakes, root);
}

} // namespace

void checkSettings(const Settings& settings, Issues& issues)
{
    const Mistakes mistakes(issues.list());
    std::vector<Issue> found;
    Issues more(found);
    checkAll(settings, mistakes, Place(more));
    for (Issue& issue : found)
        if (!mistakes.hide(issue.path))
            issues.add(issue.level, std::move(issue.path), std::move(issue.message));
}

} // namespace gateway::config
