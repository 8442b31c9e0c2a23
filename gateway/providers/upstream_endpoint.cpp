#include "upstream_endpoint.h"

#include "host_region.h"

#include "gateway/config/fields/web_address.h"
#include "gateway/config/settings/key_names.h"
#include "gateway/config/settings/settings.h"
#include "gateway/core/text/origin_text.h"

#include <QString>
#include <QUrl>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace gateway::providers {

namespace {

constexpr std::string_view kChatPath = "/chat/completions";
// Endings of a base URL that is an endpoint already; longer ones first.
constexpr std::array<std::string_view, 8> kEndpointEnds{
    kChatPath, "/completions", "/embeddings", "/responses", "/v1/messages", "/messages", "/api/chat", "/v2/chat",
};

/// Endpoint paths of a protocol below its base URL. `${name}` stands for a setting.
struct ProtocolPaths {
    Protocol protocol;
    std::string_view chat;
    std::string_view stream;
    std::string_view embeddings;
};

// Sources: the vendors' API references; Google "generateContent" (Gemini API and Vertex AI),
// "Use Claude models", "Text embeddings API" on Vertex AI; AWS "Converse", "ConverseStream"; Cohere "Chat", "Embed";
// Ollama "API". Read 2026-11-21.
constexpr std::array kPaths{
    ProtocolPaths{Protocol::OpenAiChat, kChatPath, kChatPath, "/embeddings"},
    ProtocolPaths{Protocol::OpenAiResponses, "/responses", "/responses", "/embeddings"},
    ProtocolPaths{Protocol::Anthropic, "/v1/messages", "/v1/messages", ""},
    ProtocolPaths{Protocol::Gemini, "/v1beta/models/{m}:generateContent", "/v1beta/models/{m}:streamGenerateContent?alt=sse",
                  "/v1beta/models/{m}:batchEmbedContents"},
    ProtocolPaths{Protocol::Vertex,
                  "/v1/projects/${project}/locations/${region}/publishers/google/models/{m}:generateContent",
                  "/v1/projects/${project}/locations/${region}/publishers/google/models/{m}:streamGenerateContent?alt=sse",
                  "/v1/projects/${project}/locations/${region}/publishers/google/models/{m}:predict"},
    ProtocolPaths{Protocol::VertexAnthropic,
                  "/v1/projects/${project}/locations/${region}/publishers/anthropic/models/{m}:rawPredict",
                  "/v1/projects/${project}/locations/${region}/publishers/anthropic/models/{m}:streamRawPredict", ""},
    ProtocolPaths{Protocol::Bedrock, "/model/{m}/converse", "/model/{m}/converse-stream", ""},
    ProtocolPaths{Protocol::Cohere, "/v2/chat", "/v2/chat", "/v2/embed"},
    ProtocolPaths{Protocol::Ollama, "/api/chat", "/api/chat", "/api/embed"},
};

constexpr std::string_view kModelPlace = "{m}";

struct ProtocolFormat {
    Protocol protocol;
    protocol::Format format;
};
constexpr std::array kFormats{
    ProtocolFormat{Protocol::OpenAiChat, protocol::Format::OpenAiChat},
    ProtocolFormat{Protocol::OpenAiResponses, protocol::Format::OpenAiResponses},
    ProtocolFormat{Protocol::Anthropic, protocol::Format::Anthropic},
    ProtocolFormat{Protocol::Gemini, protocol::Format::Gemini},
    ProtocolFormat{Protocol::Vertex, protocol::Format::Gemini},
    ProtocolFormat{Protocol::VertexAnthropic, protocol::Format::Anthropic},
    ProtocolFormat{Protocol::Bedrock, protocol::Format::Bedrock},
    ProtocolFormat{Protocol::Cohere, protocol::Format::Cohere},
    ProtocolFormat{Protocol::Ollama, protocol::Format::OllamaChat},
    ProtocolFormat{Protocol::Demo, protocol::Format::OpenAiChat},
};
constexpr std::string_view kGlobalVertex = "https://global-aiplatform.";
constexpr int kHttpPort = 80;
constexpr int kHttpsPort = 443;

tl::unexpected<config::Issue> invalid(std::string field, Sentence message)
{
    return tl::unexpected(config::Issue{config::Issue::Level::Error, std::move(field), std::move(message)});
}

std::string trimmed(std::string_view text)
{
    static constexpr std::string_view kSpace = " \t\r\n";
    const auto begin = text.find_first_not_of(kSpace);
    if (begin == std::string_view::npos)
        return {};
    return std::string(text.substr(begin, text.find_last_not_of(kSpace) - begin + 1));
}

/// Inserts the settings into a URL. A full address given in place of a host, after "https://", counts as a host.
Resolved<std::string> filled(const std::string& url, const config::ProviderSettings& provider)
{
    std::string result;
    std::size_t from = 0;
    for (std::size_t at = 0; (at = url.find("${", from)) != std::string::npos;) {
        const std::size_t end = url.find('}', at);
        if (end == std::string::npos)
            return invalid("base_url", QT_TRANSLATE_NOOP("Configuration", "has \"${\" without a closing \"}\""));
        result.append(url, from, at - from);
        const std::string name = url.substr(at + 2, end - at - 2);
        const auto found = std::find_if(provider.settings.begin(), provider.settings.end(),
                                        [&](const auto& setting) { return setting.first == name; });
        std::string value = found == provider.settings.end() ? std::string() : trimmed(found->second);
        if (value.empty())
            return invalid("settings." + name, QT_TRANSLATE_NOOP("Configuration", "is missing: base_url needs it"));
        if (const auto scheme = value.find("://"); scheme != std::string::npos && result.ends_with("://"))
            value.erase(0, scheme + 3);
        while (value.ends_with('/'))
            value.pop_back();
        result += value;
        from = end + 1;
    }
    return result.append(url, from);
}

/// The length of the prefix of `path` with which `base` already ends: "/v1" of "/v1/chat" with "https://host/v1".
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

/// The paths for an address that ends like an endpoint; empty: it does not.
std::optional<Paths> endpointPaths(const std::string& path)
{
    for (const std::string_view end : kEndpointEnds)
        if (path.ends_with(end))
            return Paths{path.substr(0, path.size() - end.size()), path};
    return std::nullopt;
}

/// The "/v1" of "/v1/messages".
std::string_view versionOf(std::string_view path)
{
    const bool hasVersion = path.size() > 2 && path.starts_with("/v") && path[2] >= '0' && path[2] <= '9';
    return hasVersion ? path.substr(0, path.find('/', 1)) : std::string_view();
}

/// Google has the same methods in several API versions: that of the base URL is used.
/// Source: ai.google.dev, "API versions explained"; read 2026-11-28.
bool namesAnotherVersion(std::string_view base, std::string_view path)
{
    constexpr std::string_view kUsual = "/v1beta";
    const std::string_view last = base.substr(std::min(base.rfind('/'), base.size()));
    return versionOf(path) == kUsual && !versionOf(last).empty() && last != kUsual;
}

/// The paths below a base URL; a common prefix or version appears only once.
Paths pathsOf(std::string base, const std::string& path)
{
    while (base.ends_with('/'))
        base.pop_back();
    const bool isChat = path.ends_with(kChatPath);
    if (auto known = endpointPaths(base)) {
        if (isChat)
            return std::move(*known);
        base = known->base;
    }
    if (!isChat && namesAnotherVersion(base, path))
        return {base, base + path.substr(versionOf(path).size())};
    if (!isChat) {
        base.resize(base.size() - overlap(base, versionOf(path)));
        return {base, base + path};
    }
    const std::string_view prefix = std::string_view(path).substr(0, path.size() - kChatPath.size());
    base += prefix.substr(overlap(base, prefix));
    return {base, base + std::string(kChatPath)};
}

/// The paths for an address that is the endpoint itself.
Paths wholePaths(const std::string& path)
{
    if (auto known = endpointPaths(path))
        return std::move(*known);
    return {path.substr(0, path.rfind('/')), path.empty() ? "/" : path};
}

Resolved<QUrl> checkedUrl(const std::string& text)
{
    if (Sentence problem = config::webUrlProblem(text); !problem.isEmpty())
        return invalid("base_url", std::move(problem));
    return QUrl(QString::fromStdString(text), QUrl::StrictMode);
}

void setAddress(UpstreamEndpoint& upstream, const QUrl& url)
{
    upstream.isSecure = url.scheme() == QLatin1String("https");
    upstream.port = url.port(upstream.isSecure ? kHttpsPort : kHttpPort);
    upstream.host = url.host(QUrl::FullyEncoded).toStdString();
    if (upstream.host.starts_with('[')) // QUrl keeps the brackets of an address literal here
        upstream.host = upstream.host.substr(1, upstream.host.size() - 2);
    upstream.hostHeader = authorityText(url.scheme().toStdString(), upstream.host, upstream.port);
}

UpstreamEndpoint demoEndpoint(const CatalogEntry& entry)
{
    UpstreamEndpoint upstream;
    upstream.protocol = Protocol::Demo;
    upstream.isSecure = false;
    upstream.port = 0;
    upstream.host = upstream.hostHeader = entry.id;
    upstream.baseUrl = entry.endpoints.front().baseUrl;
    upstream.chatPath = upstream.streamPath = "/v1" + std::string(kChatPath);
    upstream.auth = AuthScheme::None;
    return upstream;
}

/// Removes control characters from the value of a header or query, so that it can never start another header. Keys with
/// such characters are rejected before: `shownKey()`.
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
    case AuthScheme::Special: return {"Authorization", "Bearer " + key}; // an access token, or replaced by a signature later
    case AuthScheme::None: break;
    }
    return {};
}

/// The value for `auth.headers` or `auth.query`; empty: not sent.
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

/// `auth` of the settings with each value converted by `textOf`; empty results are left out.
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

/// Whether the settings define where the key is sent.
bool placesKey(const config::ProviderSettings& provider)
{
    const auto holdsKey = [](const config::AuthValue& value) { return value.holdsKey(); };
    return std::any_of(provider.authHeaders.begin(), provider.authHeaders.end(), holdsKey)
        || std::any_of(provider.authQuery.begin(), provider.authQuery.end(), holdsKey);
}

} // namespace

namespace {

const ProtocolPaths& usualPaths(Protocol protocol)
{
    return *std::ranges::find(kPaths, protocol, &ProtocolPaths::protocol);
}

/// The path of an endpoint, with the settings inserted; `usual` if the catalog has none.
Resolved<std::string> ownPath(const Endpoint& endpoint, std::string_view usual, const config::ProviderSettings& provider)
{
    return filled(endpoint.path.empty() ? std::string(usual) : endpoint.path, provider);
}

/// Appends `query` to `path`, which may have its own query.
std::string withQuery(std::string path, const std::string& query)
{
    if (!query.empty())
        path += path.find('?') == std::string::npos ? query : '&' + query.substr(1);
    return path;
}

/// The paths of an endpoint below its base URL, with the settings inserted.
struct OwnPaths {
    std::string chat;
    std::string stream;
    std::string embeddings; ///< empty: it has none
};

void setPaths(UpstreamEndpoint& upstream, const std::string& path, const OwnPaths& own, bool isWhole)
{
    const Paths paths = isWhole ? wholePaths(path) : pathsOf(path, own.chat);
    upstream.basePath = paths.base;
    upstream.chatPath = withQuery(paths.chat, upstream.query);
    upstream.streamPath = withQuery(isWhole ? paths.chat : pathsOf(path, own.stream).chat, upstream.query);
    if (!own.embeddings.empty()) {
        const bool isBeside = upstream.protocol == Protocol::OpenAiChat || upstream.protocol == Protocol::OpenAiResponses;
        upstream.embeddingsPath
            = withQuery(isBeside ? paths.base + own.embeddings : pathsOf(path, own.embeddings).chat, upstream.query);
    }
}

/// Next to everything that precedes the chat endpoint, including its version.
std::string rerankPathOf(const UpstreamEndpoint& upstream, const std::string& chat, const std::string& rerank)
{
    if (rerank.empty())
        return {};
    std::string root = upstream.basePath;
    const std::string_view prefix = std::string_view(chat).substr(0, std::min(chat.rfind(kChatPath), chat.size()));
    if (root.ends_with(prefix))
        root.resize(root.size() - prefix.size());
    return withQuery(root + rerank, upstream.query);
}

/// Whether `address` is `base` or below it.
bool isUnder(std::string_view address, std::string_view base)
{
    return !base.empty() && address.starts_with(base) && (address.size() == base.size() || address[base.size()] == '/');
}

/// The entry whose host is at `address`: `entry`, unless the catalog has another one there.
const CatalogEntry& entryAt(const std::string& address, Protocol protocol, const CatalogEntry& entry, const Catalog& catalog)
{
    if (const Endpoint* const own = entry.endpoint(protocol); own && isUnder(address, own->baseUrl))
        return entry;
    const CatalogEntry* found = &entry;
    std::size_t longest = 0;
    for (const CatalogEntry& other : catalog.entries()) {
        const Endpoint* const there = other.endpoint(protocol);
        if (there && there->baseUrl.size() > longest && isUnder(address, there->baseUrl)) {
            found = &other;
            longest = there->baseUrl.size();
        }
    }
    return *found;
}

/// What local engines accept depends on the chat template of the model. Those of Qwen 3.5 and later reject any system
/// message that is not the first message. Sources: vllm-project/vllm issue 41114, ggml-org/llama.cpp issue 27367,
/// ollama/ollama issue 17774, QwenLM/Qwen3.8 issue 164 (SGLang). Read 2026-11-28. A vendor type whose base URL leads to
/// this machine or its network also means an engine, if it uses the OpenAI protocol, as engines do. It may be a proxy
/// to the vendor as well: the vendor's own models show that.
void placeSystem(UpstreamEndpoint& upstream, const std::string& address, const CatalogEntry& entry, const CatalogEntry& wishes, const Catalog& catalog)
{
    upstream.systemPlace = wishes.systemPlace;
    if (upstream.systemPlace)
        return;
    const bool isOpenAis = upstream.protocol == Protocol::OpenAiChat || upstream.protocol == Protocol::OpenAiResponses;
    const bool isLocal = entry.region == Region::Local || wishes.region == Region::Local;
    const bool isNear = !isLocal && (entry.region == Region::Custom || isOpenAis) && config::isNearUrl(address);
    if (isLocal || isNear)
        upstream.systemPlace = protocol::SystemPlace::OneAtFront;
    if (!isNear || entry.region == Region::Custom)
        return;
    std::set<std::string, std::less<>> models;
    for (const CatalogModel& model : catalog.models(entry.id))
        models.emplace(model.id);
    if (!models.empty())
        upstream.vendorModels = std::make_shared<const std::set<std::string, std::less<>>>(std::move(models));
}

/// Resolves `endpoint` of the entry at `address`.
Resolved<UpstreamEndpoint> resolve(const Endpoint& endpoint, const CatalogEntry& entry, const std::string& address,
                                 const config::ProviderSettings& provider, const Catalog& catalog)
{
    Resolved<std::string> text = filled(address, provider);
    if (!text)
        return tl::unexpected(std::move(text.error()));
    if (text->starts_with(kGlobalVertex)) // it has no region in its name
        text->replace(0, kGlobalVertex.size(), "https://aiplatform.");
    const Resolved<QUrl> url = checkedUrl(*text);
    if (!url)
        return tl::unexpected(url.error());
    const ProtocolPaths& usual = usualPaths(endpoint.protocol);
    const Resolved<std::string> chat = ownPath(endpoint, usual.chat, provider);
    const Resolved<std::string> stream = ownPath(endpoint, usual.stream, provider);
    const Resolved<std::string> embeddings = filled(std::string(usual.embeddings), provider);
    for (const auto* const each : {&chat, &stream, &embeddings})
        if (!*each)
            return tl::unexpected(each->error());

    UpstreamEndpoint upstream;
    upstream.protocol = endpoint.protocol;
    setAddress(upstream, *url);
    upstream.query = url->hasQuery() ? '?' + url->query(QUrl::FullyEncoded).toStdString() : std::string();
    setPaths(upstream, url->path(QUrl::FullyEncoded).toStdString(), {*chat, *stream, *embeddings},
             provider.wholeUrl && provider.baseUrl);
    upstream.rerankPath = rerankPathOf(upstream, *chat, endpoint.rerank);
    upstream.baseUrl = upstream.origin() + upstream.basePath;
    if (!entry.modelsPath.empty())
        upstream.modelsPath = withQuery(upstream.basePath + entry.modelsPath, upstream.query);
    upstream.auth = endpoint.auth.value_or(entry.auth);
    upstream.headers = entry.headers;
    upstream.isAtHome = address == endpoint.baseUrl;
    const CatalogEntry& wishes = entryAt(address, endpoint.protocol, entry, catalog);
    if (wishes.formatQuirks.noEmbeddings)
        upstream.embeddingsPath.clear();
    upstream.hasCompletions = !wishes.formatQuirks.noCompletions;
    if (endpoint.protocol == Protocol::Anthropic && upstream.headers.empty())
        upstream.headers.emplace_back("anthropic-version", "2023-06-01");
    if (endpoint.protocol == Protocol::OpenAiChat) {
        upstream.parameters.rename = wishes.renamedParameters;
        upstream.quirks = wishes.quirks;
    } else {
        upstream.formatQuirks = wishes.formatQuirks;
    }
    placeSystem(upstream, *text, entry, wishes, catalog);
    upstream.models = catalog.modelTable();
    if (endpoint.protocol == Protocol::VertexAnthropic) { // the path contains the model
        upstream.parameters.remove = {"model"};
        upstream.parameters.set.emplace_back("anthropic_version", JsonText{"\"vertex-2023-10-16\""});
    }
    return upstream;
}

/// An address up to the version, which belongs to the base URL in some protocols and to the path in others.
std::string_view rootOf(std::string_view url)
{
    while (url.ends_with('/'))
        url.remove_suffix(1);
    return url.ends_with("/v1") ? url.substr(0, url.size() - 3) : url;
}

} // namespace

std::optional<protocol::Format> formatOf(Protocol protocol)
{
    const auto row = std::ranges::find(kFormats, protocol, &ProtocolFormat::protocol);
    return row == kFormats.end() ? std::nullopt : std::optional(row->format);
}

std::string UpstreamEndpoint::origin() const { return (isSecure ? "https://" : "http://") + hostHeader; }

std::string pathFor(const std::string& path, std::string_view model)
{
    const std::size_t at = path.find(kModelPlace);
    if (at == std::string::npos)
        return path;
    const QByteArray encoded = QUrl::toPercentEncoding(QString::fromUtf8(model.data(), static_cast<qsizetype>(model.size())));
    return path.substr(0, at) + encoded.toStdString() + path.substr(at + kModelPlace.size());
}

Resolved<UpstreamEndpoint> resolveEndpoint(const config::ProviderSettings& provider, const Catalog& catalog)
{
    auto all = resolveEndpoints(provider, catalog);
    if (!all)
        return tl::unexpected(std::move(all.error()));
    return std::move(all->front());
}

namespace {

/// `settings` with the region from their base URL, if they have none.
config::ProviderSettings withRegion(config::ProviderSettings settings)
{
    constexpr const char* kName = "region";
    auto own = std::ranges::find(settings.settings, kName, [](const auto& each) { return each.first; });
    if (own != settings.settings.end() && !trimmed(own->second).empty())
        return settings;
    if (std::string region = regionOfAddress(trimmed(settings.baseUrl.value_or(std::string()))); region.empty())
        return settings;
    else if (own != settings.settings.end())
        own->second = std::move(region);
    else
        settings.settings.emplace_back(kName, std::move(region));
    return settings;
}

} // namespace

Resolved<std::vector<UpstreamEndpoint>> resolveEndpoints(const config::ProviderSettings& configured, const Catalog& catalog)
{
    const config::ProviderSettings provider = withRegion(configured);
    const CatalogEntry* entry = catalog.find(provider.type);
    if (!entry)
        return invalid("type", {QT_TRANSLATE_NOOP("Configuration", "unknown provider \"%1\"; for a server that is not in the catalog, use openai-compatible with its "
        "base_url"), {provider.type}});
    const Endpoint* const first = &entry->usualEndpoint();
    if (first->protocol == Protocol::Demo)
        return std::vector{demoEndpoint(*entry)};

    const std::string own = config::withLowerOrigin(trimmed(provider.baseUrl.value_or(std::string())));
    const std::string address = own.empty() ? first->baseUrl : own;
    if (address.empty())
        return invalid("base_url", {QT_TRANSLATE_NOOP("Configuration", "is missing: %1 has no default address"), {entry->name}});
    auto preferred = resolve(*first, *entry, address, provider, catalog);
    if (!preferred)
        return tl::unexpected(std::move(preferred.error()));
    std::vector<UpstreamEndpoint> endpoints{std::move(*preferred)};
    const bool isOneOnly = !own.empty() && (provider.wholeUrl || !endpoints.front().query.empty());
    for (const Endpoint& other : entry->endpoints) {
        if (&other == first || isOneOnly)
            continue;
        if (!own.empty() && rootOf(other.baseUrl) != rootOf(first->baseUrl))
            continue;
        auto resolved = resolve(other, *entry, own.empty() ? other.baseUrl : own, provider, catalog);
        if (resolved) // an endpoint with a missing setting is skipped
            endpoints.push_back(std::move(*resolved));
    }
    return endpoints;
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
