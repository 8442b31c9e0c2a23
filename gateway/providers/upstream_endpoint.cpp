#include "upstream_endpoint.h"

#include "gateway/config/settings/key_names.h"

#include <QString>
#include <QUrl>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace gateway::providers {

namespace {

constexpr std::string_view kChatPath = "/chat/completions";
// What a base URL may end in that is an endpoint already; the longer ones first.
constexpr std::array<std::string_view, 6> kEndpointEnds{
    kChatPath, "/completions", "/embeddings", "/responses", "/messages", "/api/chat",
};
constexpr int kHttpPort = 80;
constexpr int kHttpsPort = 443;

tl::unexpected<Error> invalid(std::string param, std::string message)
{
    Error error{ErrorKind::ConfigInvalid, std::move(message)};
    error.param = std::move(param);
    return failure(std::move(error));
}

std::string trimmed(std::string_view text)
{
    static constexpr std::string_view kSpace = " \t\r\n";
    const auto begin = text.find_first_not_of(kSpace);
    if (begin == std::string_view::npos)
        return {};
    return std::string(text.substr(begin, text.find_last_not_of(kSpace) - begin + 1));
}

std::string protocolsOf(const CatalogEntry& entry)
{
    std::string list;
    for (const Endpoint& endpoint : entry.endpoints)
        list += (list.empty() ? "" : ", ") + std::string(displayName(endpoint.protocol));
    return list;
}

tl::unexpected<Error> notServed(const CatalogEntry& entry)
{
    const bool isSigned = entry.endpoint(Protocol::OpenAiChat) != nullptr || entry.auth == AuthScheme::Special;
    const std::string why = isSigned ? ", with a sign-in that Signalbox does not know yet"
                                     : ", which Signalbox does not serve yet";
    return failure(ErrorKind::ProtocolNotServed, entry.name + " speaks " + protocolsOf(entry) + why + ".");
}

/// Puts the settings into the places of a URL. A host that was given as a whole
/// address behind "https://" counts as a host.
Result<std::string> filled(const std::string& url, const config::ProviderSettings& provider)
{
    std::string result;
    std::size_t from = 0;
    for (std::size_t at = 0; (at = url.find("${", from)) != std::string::npos;) {
        const std::size_t end = url.find('}', at);
        if (end == std::string::npos)
            return invalid("base_url", "base_url: \"${\" has no \"}\"");
        result.append(url, from, at - from);
        const std::string name = url.substr(at + 2, end - at - 2);
        const auto found = std::find_if(provider.settings.begin(), provider.settings.end(),
                                        [&](const auto& setting) { return setting.first == name; });
        std::string value = found == provider.settings.end() ? std::string() : trimmed(found->second);
        if (value.empty())
            return invalid("settings." + name, "settings." + name + " is missing: the address needs it");
        if (const auto scheme = value.find("://"); scheme != std::string::npos && result.ends_with("://"))
            value.erase(0, scheme + 3);
        while (value.ends_with('/'))
            value.pop_back();
        result += value;
        from = end + 1;
    }
    return result.append(url, from);
}

/// The front of `path` that `base` ends in already, as a number of bytes:
/// "/v1" of "/v1/chat" behind "https://host/v1".
std::size_t overlap(std::string_view base, std::string_view path)
{
    for (std::size_t length = path.size(); length > 0 && length != std::string_view::npos;
         length = path.rfind('/', length - 1))
        if (base.ends_with(path.substr(0, length)))
            return length;
    return 0;
}

struct Paths {
    std::string base; ///< before "/chat/completions"
    std::string chat;
};

/// Of an address that ends as endpoints do; empty: it does not.
std::optional<Paths> endpointPaths(const std::string& path)
{
    for (const std::string_view end : kEndpointEnds)
        if (path.ends_with(end))
            return Paths{path.substr(0, path.size() - end.size()), path};
    return std::nullopt;
}

/// `path` is the endpoint's own where it is not the usual one.
Paths pathsOf(std::string base, const std::string& path)
{
    while (base.ends_with('/'))
        base.pop_back();
    if (auto known = endpointPaths(base))
        return std::move(*known);
    std::string prefix = path;
    if (prefix.ends_with(kChatPath))
        prefix.resize(prefix.size() - kChatPath.size());
    base += std::string_view(prefix).substr(overlap(base, prefix));
    return {base, base + std::string(kChatPath)};
}

/// Of an address that is the endpoint itself.
Paths wholePaths(const std::string& path)
{
    if (auto known = endpointPaths(path))
        return std::move(*known);
    return {path.substr(0, path.rfind('/')), path.empty() ? "/" : path};
}

Result<QUrl> checkedUrl(const std::string& text, const CatalogEntry& entry)
{
    if (!text.starts_with("https://") && !text.starts_with("http://"))
        return invalid("base_url", "base_url must begin with https:// or http://");
    const QUrl url(QString::fromStdString(text), QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return invalid("base_url", "base_url is no valid address of " + entry.name);
    if (!url.userInfo().isEmpty())
        return invalid("base_url", "base_url must not hold a user or a password: store the key as a secret");
    return url;
}

void setAddress(UpstreamEndpoint& upstream, const QUrl& url)
{
    upstream.isSecure = url.scheme() == QLatin1String("https");
    const int usual = upstream.isSecure ? kHttpsPort : kHttpPort;
    upstream.port = url.port(usual);
    upstream.host = url.host(QUrl::FullyEncoded).toStdString();
    if (upstream.host.starts_with('[')) // QUrl keeps the brackets of an address literal in this form
        upstream.host = upstream.host.substr(1, upstream.host.size() - 2);
    const bool isLiteral6 = upstream.host.find(':') != std::string::npos;
    upstream.hostHeader = isLiteral6 ? '[' + upstream.host + ']' : upstream.host;
    if (upstream.port != usual)
        upstream.hostHeader += ':' + std::to_string(upstream.port);
}

UpstreamEndpoint demoEndpoint(const CatalogEntry& entry)
{
    UpstreamEndpoint upstream;
    upstream.protocol = Protocol::Demo;
    upstream.isSecure = false;
    upstream.port = 0;
    upstream.host = upstream.hostHeader = entry.id;
    upstream.baseUrl = entry.endpoints.front().baseUrl;
    upstream.chatPath = "/v1" + std::string(kChatPath);
    upstream.auth = AuthScheme::None;
    return upstream;
}

/// What a header's or a query's value may hold: a key pasted with a line feed
/// must not begin a header of its own.
std::string withoutControls(std::string_view text)
{
    std::string result = trimmed(text);
    std::erase_if(result, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    return result;
}

std::pair<std::string, std::string> schemeHeader(AuthScheme scheme, const std::string& key)
{
    switch (scheme) {
    case AuthScheme::Bearer: return {"Authorization", "Bearer " + key};
    case AuthScheme::XApiKey: return {"x-api-key", key};
    case AuthScheme::ApiKey: return {"api-key", key};
    case AuthScheme::GoogleApiKey: return {"x-goog-api-key", key};
    case AuthScheme::RawAuthorization: return {"Authorization", key};
    case AuthScheme::None:
    case AuthScheme::Special: break;
    }
    return {};
}

/// The value of `auth.headers` or `auth.query`; empty: not to be sent.
std::string valueOf(const config::AuthValue& value, const std::string& key, const SecretLookup& secretOf)
{
    if (!value.secret.empty()) {
        const Secret* secret = secretOf ? secretOf(value.secret) : nullptr;
        return secret ? withoutControls(secret->reveal()) : std::string();
    }
    std::string text = value.text;
    for (std::size_t at = 0; (at = text.find(config::kKeyPlace, at)) != std::string::npos; at += key.size()) {
        if (key.empty())
            return {};
        text.replace(at, config::kKeyPlace.size(), key);
    }
    return withoutControls(text);
}

std::pair<std::string, std::string> queryField(const std::string& name, const std::string& value)
{
    const auto encoded = [](const std::string& text) {
        return QUrl::toPercentEncoding(QString::fromStdString(text)).toStdString();
    };
    return {'?' + encoded(name), encoded(value)};
}

/// `auth` of the settings, of each value what `textOf` makes of it; an empty one is left out.
template <class TextOf> Authorization fieldsOf(const config::ProviderSettings& provider, TextOf textOf)
{
    Authorization fields;
    for (const config::AuthValue& header : provider.authHeaders)
        if (std::string value = textOf(header, true); !value.empty())
            fields.emplace_back(header.name, std::move(value));
    for (const config::AuthValue& parameter : provider.authQuery)
        if (const std::string value = textOf(parameter, false); !value.empty())
            fields.push_back(queryField(parameter.name, value));
    return fields;
}

/// Whether the settings say where the key goes.
bool placesKey(const config::ProviderSettings& provider)
{
    const auto holdsKey = [](const config::AuthValue& value) { return value.holdsKey(); };
    return std::any_of(provider.authHeaders.begin(), provider.authHeaders.end(), holdsKey)
        || std::any_of(provider.authQuery.begin(), provider.authQuery.end(), holdsKey);
}

} // namespace

Result<UpstreamEndpoint> resolveEndpoint(const config::ProviderSettings& provider, const Catalog& catalog)
{
    const CatalogEntry* entry = catalog.find(provider.type);
    if (!entry)
        return invalid("type",
            "type \"" + provider.type
                + "\" is no provider of the catalogue; for any other server use "
                  "openai-compatible with its base_url");
    const Endpoint* endpoint = entry->servedEndpoint();
    if (!endpoint)
        return notServed(*entry);
    if (endpoint->protocol == Protocol::Demo)
        return demoEndpoint(*entry);

    std::string address = trimmed(provider.baseUrl.value_or(std::string()));
    if (address.empty())
        address = endpoint->baseUrl;
    if (address.empty())
        return invalid("base_url", "base_url is missing: " + entry->name + " has no address of its own");
    const Result<std::string> text = filled(address, provider);
    if (!text)
        return failure(text.error());
    const Result<QUrl> url = checkedUrl(*text, *entry);
    if (!url)
        return failure(url.error());

    UpstreamEndpoint upstream;
    upstream.protocol = endpoint->protocol;
    setAddress(upstream, *url);
    const std::string path = url->path(QUrl::FullyEncoded).toStdString();
    const bool isWhole = provider.wholeUrl && provider.baseUrl;
    const Paths paths = isWhole ? wholePaths(path) : pathsOf(path, endpoint->path);
    const std::string query = url->hasQuery() ? '?' + url->query(QUrl::FullyEncoded).toStdString() : std::string();
    upstream.baseUrl = url->scheme().toStdString() + "://" + upstream.hostHeader + paths.base;
    upstream.chatPath = paths.chat + query;
    if (!entry->modelsPath.empty())
        upstream.modelsPath = paths.base + entry->modelsPath + query;
    upstream.auth = endpoint->auth.value_or(entry->auth);
    upstream.headers = entry->headers;
    upstream.quirks.rename = entry->renamedParameters;
    return upstream;
}

Authorization authorization(const UpstreamEndpoint& endpoint, const config::ProviderSettings& provider,
                            const Secret& key, const SecretLookup& secretOf)
{
    const std::string shown = withoutControls(key.reveal());
    Authorization fields = fieldsOf(
        provider, [&](const config::AuthValue& value, bool) { return valueOf(value, shown, secretOf); });
    if (!shown.empty() && !placesKey(provider)) {
        auto own = schemeHeader(endpoint.auth, shown);
        const bool isReplaced = std::any_of(provider.authHeaders.begin(), provider.authHeaders.end(),
            [&](const auto& header) { return qstricmp(header.name.c_str(), own.first.c_str()) == 0; });
        if (!own.first.empty() && !isReplaced)
            fields.insert(fields.begin(), std::move(own));
    }
    return fields;
}

Authorization keylessAuthorization(const config::ProviderSettings& provider)
{
    return fieldsOf(provider, [](const config::AuthValue& value, bool isHeader) {
        const bool mayGo = value.secret.empty() && !value.holdsKey() && !config::looksLikeKey(value, isHeader);
        return mayGo ? withoutControls(value.text) : std::string();
    });
}

} // namespace gateway::providers
