#include "checks.h"

#include "balancer_check.h"
#include "budget_check.h"
#include "own_address.h"
#include "price_check.h"
#include "route_overlap.h"

#include "gateway/config/fields/shape.h"
#include "gateway/config/fields/text_rules.h"
#include "gateway/config/settings/key_names.h"
#include "gateway/core/text/ascii.h"

#include <QDateTime>
#include <QString>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <vector>

namespace gateway::config {

namespace {

using Names = std::vector<std::string>;

constexpr const char* kNoConsumer = QT_TRANSLATE_NOOP("Configuration", "\"%1\" names no consumer");

bool has(const Names& names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Whether it is one of these, whatever its case.
template <class List> bool isOneOf(std::string_view header, const List& names)
{
    return std::ranges::any_of(names, [&](std::string_view name) { return equalsIgnoringCase(name, header); });
}

// Names that refer to nothing let nobody in, so they are no reason to refuse the file.
void checkNames(const std::vector<std::string>& given, const Names& known, const char* problem, const Place& place)
{
    for (std::size_t i = 0; i < given.size(); ++i)
        if (!has(known, given[i]))
            place.item(i).warning(withMeant({problem, {shownName(given[i])}}, given[i], known));
}

// Source: DESIGN.md section 3 step 6; RFC 9110 §7.6.1 for what belongs to one connection.
bool isNeverForwarded(std::string_view header)
{
    constexpr std::array<std::string_view, 11> kNames{"cookie", "host", "connection", "content-length",
        "transfer-encoding", "te", "trailer", "upgrade", "keep-alive", "proxy-connection", "expect"};
    return carriesKey(header) || isOneOf(header, kNames);
}

/// What frames a message, belongs to its connection or is said of its body: with a
/// second one of these an upstream would read another message than was sent.
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
        if (headers && isGateways(value.name))
            place.field(value.name).error(QT_TRANSLATE_NOOP("Configuration", "is a header that Signalbox writes itself; leave it out"));
        if (looksLikeKey(value, headers))
            place.field(value.name)
                .warning(QT_TRANSLATE_NOOP("Configuration", "looks like a key in plain text; write ${key} for the key in use, or {\"secret\": \"keychain:NAME\"}"));
    }
}

void checkBaseUrl(const ProviderSettings& provider, const ListenSettings& listen, const Place& place)
{
    if (!provider.baseUrl)
        return;
    if (isOwnUrl(*provider.baseUrl, listen))
        place.field("base_url").warning(QT_TRANSLATE_NOOP("Configuration", "is an address of Signalbox itself: every request that comes back ends as loop_detected; name the provider's own"));
    const QUrlQuery query(QUrl(QString::fromStdString(*provider.baseUrl)));
    for (const auto& [name, value] : query.queryItems())
        if (soundsLikeSecret(name.toStdString()))
            place.field("base_url").warning(QT_TRANSLATE_NOOP("Configuration", "looks as if it held a key; keys go into \"keys\" and \"auth\""));
}

void checkProvider(const ProviderSettings& provider, const ListenSettings& listen, const Place& place)
{
    checkBaseUrl(provider, listen, place);
    if (!provider.sslVerify)
        place.field("ssl_verify").warning(QT_TRANSLATE_NOOP("Configuration", "is off: whoever is between here and the provider can read its keys and all requests"));
    checkAuth(provider.authHeaders, true, place.field("auth").field("headers"));
    checkAuth(provider.authQuery, false, place.field("auth").field("query"));
    const Place settingsPlace = place.field("settings");
    for (const auto& [name, value] : provider.settings)
        if (soundsLikeSecret(name))
            settingsPlace.field(name).warning(QT_TRANSLATE_NOOP("Configuration", "looks like a key in plain text; keys go into \"keys\""));
    const Place forwardPlace = place.field("forward_headers");
    for (std::size_t i = 0; i < provider.forwardHeaders.size(); ++i)
        if (isNeverForwarded(provider.forwardHeaders[i]))
            forwardPlace.item(i).warning(QT_TRANSLATE_NOOP("Configuration", "has no effect: this header is never forwarded"));
}

void checkFailures(const FailureSettings& failures, const std::vector<ProviderSettings>& providers, const Place& place)
{
    const Place rules = place.field("rules");
    Names names; // those of types are as good
    for (const ProviderSettings& provider : providers) {
        names.push_back(provider.id);
        names.push_back(provider.type);
    }
    for (std::size_t i = 0; i < failures.rules.size(); ++i)
        if (const auto& provider = failures.rules[i].provider; provider && !has(names, *provider))
            rules.item(i).field("provider").warning(
                withMeant(QT_TRANSLATE_NOOP("Configuration", "is neither the id nor the type of a configured provider"), *provider, names));
}

// Whose a key is must be clear.
void checkConsumerKeys(const std::vector<ConsumerSettings>& consumers, const Place& place)
{
    std::map<std::string, std::string> seen; // what tells keys apart, and where it was
    for (std::size_t i = 0; i < consumers.size(); ++i) {
        const Place consumer = place.item(i);
        const Place keys = consumer.field("keys");
        for (std::size_t j = 0; j < consumers[i].keys.size(); ++j) {
            const ConsumerKey& key = consumers[i].keys[j];
            const Place at = keys.item(j);
            const auto [first, isNew] = seen.emplace(key.sha256.empty() ? key.secret : key.sha256, at.path());
            if (!isNew)
                at.error({QT_TRANSLATE_NOOP("Configuration", "is the same key as %1"), {first->second}});
        }
    }
}

struct Known {
    Names providers;
    Names routes;
    Names consumers;
};

void checkRoute(const RouteSettings& route, const Known& known, const Place& place)
{
    const Place targets = place.field("targets");
    for (std::size_t i = 0; i < route.targets.size(); ++i) {
        const std::string& provider = route.targets[i].provider;
        if (!provider.empty() && !has(known.providers, provider))
            targets.item(i)
                .field("provider")
                .error(withMeant(QT_TRANSLATE_NOOP("Configuration", "must be the id of a configured provider"), provider, known.providers));
    }
    checkNames(route.consumers, known.consumers, kNoConsumer, place.field("consumers"));
    checkBalancer(route, place);
    checkNames(route.match.consumers, known.consumers, kNoConsumer, place.field("match").field("consumers"));
}

} // namespace

void checkSettings(const Settings& settings, Issues& issues)
{
    const Place root(issues);
    Known known;
    for (const ProviderSettings& provider : settings.providers)
        known.providers.push_back(provider.id);
    for (const RouteSettings& route : settings.routes)
        known.routes.push_back(route.id);
    for (const ConsumerSettings& consumer : settings.consumers)
        known.consumers.push_back(consumer.name);
    known.consumers.emplace_back("anonymous"); // every caller without a key
    known.consumers.emplace_back(kOwnConsumer);

    if (!isLoopbackAddress(settings.listen.address) && !hasConsumerKey(settings))
        root.field("listen").field("address").error(
            QT_TRANSLATE_NOOP("Configuration", "may be beyond loopback only with a consumer that has a key which is enabled; add one to \"consumers\""));
    if (settings.listen.httpsPort && *settings.listen.httpsPort == settings.listen.httpPort && settings.listen.httpPort != 0)
        root.field("listen").field("https_port").error(QT_TRANSLATE_NOOP("Configuration", "is the port of HTTP, too; give it one of its own, or null for none"));
    if (settings.listen.requireKey == RequireKey::Always && !hasConsumerKey(settings))
        root.field("listen").field("require_key").warning(
            QT_TRANSLATE_NOOP("Configuration", "lets nobody in: no consumer has a key that is enabled; add one to \"consumers\""));
    const Place providers = root.field("providers");
    for (std::size_t i = 0; i < settings.providers.size(); ++i)
        checkProvider(settings.providers[i], settings.listen, providers.item(i));
    const Place routes = root.field("routes");
    for (std::size_t i = 0; i < settings.routes.size(); ++i)
        checkRoute(settings.routes[i], known, routes.item(i));
    checkFailures(settings.failures, settings.providers, root.field("failures"));
    checkOverlaps(settings.routes, routes);
    constexpr qint64 kFarthestZone_s = 14 * 3600;
    checkPrices(settings, QDateTime::currentDateTimeUtc().addSecs(kFarthestZone_s).date(), root.field("usage"));
    checkBudgets(settings, known.consumers, root.field("usage"));
    const Place consumers = root.field("consumers");
    checkConsumerKeys(settings.consumers, consumers);
    for (std::size_t i = 0; i < settings.consumers.size(); ++i)
        checkNames(settings.consumers[i].routes, known.routes, QT_TRANSLATE_NOOP("Configuration", "\"%1\" names no route"), consumers.item(i).field("routes"));
}

} // namespace gateway::config
