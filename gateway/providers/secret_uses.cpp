#include "secret_uses.h"

#include "gateway/config/fields/web_address.h"
#include "gateway/core/json/json.h"
#include "gateway/core/text/origin_text.h"

#include <QString>
#include <QUrl>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace gateway::providers {

namespace {

constexpr int usualPort(bool isSecure) { return isSecure ? 443 : 80; }
constexpr int kSocksPort = 1080;
constexpr int kProxyPort = 8080;
constexpr std::string_view kUnverified = "none";

/// As in an approval: with the port, even if it is the default.
std::string fullOrigin(std::string_view scheme, const std::string& host, int port)
{
    const bool isLiteral6 = host.find(':') != std::string::npos;
    return std::string(scheme) + "://" + (isLiteral6 ? '[' + host + ']' : host) + ':' + std::to_string(port);
}

std::string originOf(const UpstreamEndpoint& endpoint)
{
    return fullOrigin(endpoint.isSecure ? "https" : "http", endpoint.host, endpoint.port);
}

std::string hostOf(const QUrl& url)
{
    std::string host = url.host(QUrl::FullyEncoded).toStdString();
    return host.starts_with('[') ? host.substr(1, host.size() - 2) : host;
}

/// Normalises an origin, such as one that a user wrote into the list; an invalid one is kept and approves nothing.
std::string fullOrigin(const std::string& text)
{
    const QUrl url(QString::fromStdString(text));
    const bool isPlain = config::webUrlProblem(text).isEmpty() && url.path().isEmpty() && !url.hasQuery();
    return isPlain ? fullOrigin(url.scheme().toStdString(), hostOf(url), url.port(usualPort(url.scheme() == QLatin1String("https")))) : text;
}

/// Origin of the proxy in the settings; empty: none.
std::string proxyOrigin(const config::ProxySettings& proxy)
{
    if (proxy.mode != "url")
        return {};
    const QUrl url(QString::fromStdString(proxy.url));
    const bool isSocks = url.scheme().startsWith(QLatin1String("socks"));
    return fullOrigin(url.scheme().toStdString(), hostOf(url), url.port(isSocks ? kSocksPort : kProxyPort));
}

bool isLabel(std::string_view text)
{
    constexpr std::size_t kLongest = 63;
    return !text.empty() && text.size() <= kLongest && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    });
}

/// The parts of a catalog address. The host may contain `${name}`.
struct Template {
    bool isSecure = true;
    std::string host;
    int port = 0;
};

std::optional<Template> templateOf(std::string_view url)
{
    Template result;
    result.isSecure = url.starts_with("https://");
    if (!result.isSecure && !url.starts_with("http://"))
        return std::nullopt; // a setting replaces the whole origin
    url.remove_prefix(url.find("://") + 3);
    std::size_t end = 0;
    for (bool isName = false; end < url.size() && (isName || std::string_view("/?#").find(url[end]) == std::string_view::npos); ++end)
        isName = url[end] == '{' || (isName && url[end] != '}');
    result.host = std::string(url.substr(0, end));
    result.port = usualPort(result.isSecure);
    if (const auto colon = result.host.rfind(':'); colon != std::string::npos && result.host.find(']') == std::string::npos) {
        bool isNumber = false;
        result.port = QString::fromStdString(result.host.substr(colon + 1)).toInt(&isNumber);
        if (!isNumber)
            return std::nullopt;
        result.host.resize(colon);
    }
    return result;
}

/// The only host setting that does not select whose account is used: anybody can have an Azure resource or a Snowflake
/// account with a similar name.
constexpr std::string_view kRegion = "region";

/// Whether `host` matches the template, in which a region may be a single label before a literal domain.
bool isHostOf(std::string_view pattern, std::string_view host)
{
    const std::size_t begin = pattern.find("${");
    if (begin == std::string_view::npos)
        return pattern == host;
    const std::size_t end = pattern.find('}', begin);
    if (end == std::string_view::npos || pattern.find("${", end) != std::string_view::npos)
        return false;
    if (pattern.substr(begin + 2, end - begin - 2) != kRegion)
        return false;
    const std::string_view before = pattern.substr(0, begin);
    const std::string_view after = pattern.substr(end + 1);
    if (std::ranges::count(after, '.') < 2) // otherwise the setting would determine the owner of the domain
        return false;
    if (before.empty() && after.starts_with('-') && host == after.substr(1))
        return true; // Vertex AI's global address has no region in front
    if (host.size() <= before.size() + after.size() || !host.starts_with(before) || !host.ends_with(after))
        return false;
    return isLabel(host.substr(before.size(), host.size() - before.size() - after.size()));
}

struct SentSecret {
    std::string name;
    std::string reference;
    bool isEnabled = true;
};

/// The secrets that a provider sends upstream.
std::vector<SentSecret> sentBy(const config::ProviderSettings& provider)
{
    std::vector<SentSecret> sent;
    for (const config::ProviderKey& key : provider.keys)
        sent.push_back({key.name, key.secret, key.enabled});
    for (const auto* const values : {&provider.authHeaders, &provider.authQuery})
        for (const config::AuthValue& value : *values)
            sent.push_back({value.name, value.secret, true});
    std::erase_if(sent, [](const SentSecret& each) { return each.reference.empty(); });
    return sent;
}

void addOnce(std::vector<SecretUse>& uses, SecretUse use)
{
    if (std::ranges::find(uses, use) == uses.end())
        uses.push_back(std::move(use));
}

/// The collector is reached by its address only: without a configured proxy and own authority.
void addExportUses(std::vector<SecretUse>& uses, const config::OtlpSettings& otlp, const std::string& collector)
{
    if (!otlp.endpoint)
        return;
    const QUrl url(QString::fromStdString(*otlp.endpoint == "env" ? collector : *otlp.endpoint));
    if (!url.isValid() || url.host().isEmpty())
        return;
    const std::string origin = fullOrigin(url.scheme().toStdString(), hostOf(url), url.port(usualPort(url.scheme() == QLatin1String("https"))));
    for (const config::AuthValue& header : otlp.headers)
        if (!header.secret.empty())
            addOnce(uses, {{}, header.name, {header.secret, origin, {}, {}}, otlp.traces || otlp.metrics, false});
}

struct Member {
    const char* name;
    std::string SecretOrigin::* field;
};
constexpr Member kMembers[]{
    {"secret", &SecretOrigin::reference},
    {"origin", &SecretOrigin::origin},
    {"verified_by", &SecretOrigin::verifiedBy},
    {"proxy", &SecretOrigin::proxy},
};

tl::unexpected<Error> unusable(Sentence why) { return failure(ErrorKind::ConfigInvalid, std::move(why)); }

} // namespace

bool isCatalogOrigin(const UpstreamEndpoint& endpoint, const CatalogEntry& entry)
{
    if (config::isNearUrl(originOf(endpoint)))
        return false;
    return std::ranges::any_of(entry.endpoints, [&](const Endpoint& each) {
        const auto address = templateOf(each.baseUrl);
        return address && address->isSecure == endpoint.isSecure && address->port == endpoint.port && isHostOf(address->host, endpoint.host);
    });
}

std::vector<SecretUse> secretUses(const config::ProviderSettings& provider, const Catalog& catalog)
{
    std::vector<SecretUse> uses;
    const CatalogEntry* const entry = catalog.find(provider.type);
    const auto endpoints = resolveEndpoints(provider, catalog);
    if (!entry || !endpoints)
        return uses;
    const std::vector<SentSecret> sent = sentBy(provider);
    for (const UpstreamEndpoint& endpoint : *endpoints) {
        if (endpoint.protocol == Protocol::Demo)
            continue; // responds within this program
        SecretOrigin to;
        to.origin = originOf(endpoint);
        if (endpoint.isSecure && (!provider.sslVerify || provider.caFile))
            to.verifiedBy = provider.sslVerify ? *provider.caFile : std::string(kUnverified);
        if (!endpoint.isSecure || !to.verifiedBy.empty())
            to.proxy = proxyOrigin(provider.proxy);
        const bool isCatalogs = to.verifiedBy.empty() && to.proxy.empty() && isCatalogOrigin(endpoint, *entry);
        for (const SentSecret& secret : sent) {
            to.reference = secret.reference;
            addOnce(uses, {provider.id, secret.name, to, provider.enabled && secret.isEnabled, isCatalogs});
        }
    }
    if (const std::string proxy = proxyOrigin(provider.proxy); !proxy.empty() && !provider.proxy.secret.empty())
        addOnce(uses, {provider.id, "proxy", {provider.proxy.secret, proxy, {}, {}}, provider.enabled, false});
    return uses;
}

std::vector<SecretUse> secretUses(const config::Settings& settings, const Catalog& catalog, const std::string& collector)
{
    std::vector<SecretUse> uses;
    for (const config::ProviderSettings& provider : settings.providers)
        for (SecretUse& use : secretUses(provider, catalog))
            uses.push_back(std::move(use));
    addExportUses(uses, settings.exports.otlp, collector);
    return uses;
}

Result<ApprovedOrigins> ApprovedOrigins::parse(std::string_view text)
{
    const auto json = parseJson(text);
    if (!json)
        return unusable({QT_TRANSLATE_NOOP("Error", "the list of approved origins is not valid JSON: %1"), {json.error().message}});
    const auto approved = json->is_object() ? json->find("approved") : json->end();
    if (!json->is_object() || approved == json->end() || !approved->is_array())
        return unusable(QT_TRANSLATE_NOOP("Error", "the list of approved origins has no array \"approved\""));
    ApprovedOrigins result;
    for (const Json& row : *approved) {
        SecretOrigin origin;
        for (const Member& member : kMembers) {
            const auto found = row.is_object() ? row.find(member.name) : row.end();
            if (row.is_object() && found != row.end() && found->is_string())
                origin.*member.field = found->get<std::string>();
        }
        if (origin.reference.empty() || origin.origin.empty())
            return unusable(QT_TRANSLATE_NOOP("Error", "the list of approved origins has an entry without \"secret\" and \"origin\""));
        origin.origin = fullOrigin(origin.origin);
        result.add(origin);
    }
    return result;
}

std::string ApprovedOrigins::toText() const
{
    Json rows = Json::array();
    for (const SecretOrigin& origin : m_origins) {
        Json row = Json::object();
        for (const Member& member : kMembers)
            if (!(origin.*member.field).empty())
                row[member.name] = origin.*member.field;
        rows.push_back(std::move(row));
    }
    Json json = Json::object();
    json["version"] = 1;
    json["approved"] = std::move(rows);
    return toPrettyText(json);
}

std::vector<SecretUse> ApprovedOrigins::addAll(const std::vector<SecretUse>& uses)
{
    std::vector<SecretUse> added;
    for (const SecretUse& use : uses)
        if (!use.isCatalogs && add(use.to))
            added.push_back(use);
    return added;
}

std::vector<SecretUse> unapproved(std::vector<SecretUse> uses, const ApprovedOrigins& approved)
{
    std::erase_if(uses, [&](const SecretUse& use) { return approved.allows(use); });
    return uses;
}

std::vector<SecretUse> addedUses(std::vector<SecretUse> uses, const std::vector<SecretUse>& before)
{
    std::erase_if(uses, [&](const SecretUse& use) {
        return std::ranges::any_of(before, [&](const SecretUse& known) { return known.to == use.to; });
    });
    return uses;
}

std::vector<SecretUse> enabledUses(std::vector<SecretUse> uses)
{
    std::erase_if(uses, [](const SecretUse& use) { return !use.isEnabled; });
    return uses;
}

std::string shownOrigin(const std::string& origin)
{
    const QUrl url(QString::fromStdString(origin));
    return url.port() > 0 ? originText(url.scheme().toStdString(), hostOf(url), url.port()) : origin;
}

Sentence placeOf(const SecretOrigin& to)
{
    const std::string origin = shownOrigin(to.origin);
    Sentence weakness;
    if (to.verifiedBy == kUnverified)
        weakness = {QT_TRANSLATE_NOOP("Error", "certificate not verified")};
    else if (!to.verifiedBy.empty())
        weakness = {QT_TRANSLATE_NOOP("Error", "certificate verified by %1"), {to.verifiedBy}};
    if (to.proxy.empty())
        return weakness.isEmpty() ? asIs(origin) : Sentence(QT_TRANSLATE_NOOP("Error", "%1 (%2)"), {origin, weakness});
    const Sentence readable{QT_TRANSLATE_NOOP("Error", "readable by the proxy %1"), {shownOrigin(to.proxy)}};
    return weakness.isEmpty() ? Sentence(QT_TRANSLATE_NOOP("Error", "%1 (%2)"), {origin, readable})
                              : Sentence(QT_TRANSLATE_NOOP("Error", "%1 (%2, %3)"), {origin, weakness, readable});
}

Sentence permissionText(const SecretUse& use)
{
    if (use.provider.empty())
        return {QT_TRANSLATE_NOOP("Error", "secret %1 of export.otlp.headers may be sent to %2"), {use.to.reference, placeOf(use.to)}};
    return {QT_TRANSLATE_NOOP("Error", "secret %1 of provider \"%2\" may be sent to %3"), {use.to.reference, use.provider, placeOf(use.to)}};
}

Sentence waitingText(const SecretUse& use)
{
    return {QT_TRANSLATE_NOOP("Error", "waits for your approval: secret %1 to be sent to %2"), {use.to.reference, placeOf(use.to)}};
}

Sentence approvalRemedy(const SecretUse& use)
{
    return {QT_TRANSLATE_NOOP("Error", "Approve it on the Providers page, or with: %1"),
        {"signalboxd key approve " + (use.provider.empty() ? std::string("--all") : use.provider)}};
}

} // namespace gateway::providers
