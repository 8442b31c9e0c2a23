#include "admission.h"

#include "fetch_metadata.h"
#include "forwarded.h"

#include "gateway/config/fields/web_address.h"
#include "gateway/config/settings/domain.h"
#include "gateway/core/ids.h"
#include "gateway/core/text/ascii.h"
#include "gateway/http/content_decoder.h"
#include "gateway/policy/permission_policy.h"
#include "gateway/secrets/consumer_key.h"

#include <QByteArray>
#include <QHostAddress>

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>
#include <utility>

namespace gateway::exchange {

namespace {

constexpr std::size_t kMostHops = 8;
constexpr std::size_t kLongestClientName = 64;

/// The content types that a web form can send without a preflight request. Source: WHATWG Fetch, "CORS-safelisted
/// request-header", content types.
constexpr std::array<std::string_view, 3> kFormTypes{"application/x-www-form-urlencoded", "multipart/form-data",
                                                     "text/plain"};

constexpr std::array<std::string_view, 3> kKeyHeaders{"x-api-key", "api-key", "x-goog-api-key"};

std::string_view withoutPort(std::string_view host)
{
    if (host.starts_with('[')) {
        const std::size_t end = host.find(']');
        return end == std::string_view::npos ? host : host.substr(1, end - 1);
    }
    const std::size_t colon = host.find(':');
    return colon != std::string_view::npos && host.find(':', colon + 1) == std::string_view::npos ? host.substr(0, colon)
                                                                                                 : host;
}

/// Null for a name, or an address in an unusual notation.
QHostAddress addressOf(std::string_view host) { return config::addressLiteral(host).value_or(QHostAddress()); }

/// Source: RFC 3986 §3.2.3.
bool isPort(std::string_view digits)
{
    constexpr unsigned kHighest = 65535;
    unsigned port = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    return digits.empty() || (error == std::errc() && end == digits.data() + digits.size() && port <= kHighest);
}

/// The host of `authority`, which must be a host with an optional port; empty if it is not. Source: RFC 9110 §7.2, RFC
/// 3986 §3.2.2.
std::string_view hostOf(std::string_view authority)
{
    static constexpr std::array<bool, 256> kOfNames = asciiSet("-._");
    const bool isLiteral = authority.starts_with('[');
    const std::size_t end = isLiteral ? authority.find(']') : std::min(authority.find(':'), authority.size());
    if (end == std::string_view::npos)
        return {};
    const std::string_view host = isLiteral ? authority.substr(1, end - 1) : authority.substr(0, end);
    const std::string_view rest = authority.substr(isLiteral ? end + 1 : end);
    if (!rest.empty() && (rest.front() != ':' || !isPort(rest.substr(1))))
        return {};
    const bool isSound = isLiteral ? addressOf(host).protocol() == QHostAddress::IPv6Protocol
                                   : !host.starts_with('.') && std::ranges::all_of(host, [](char c) { return kOfNames[static_cast<unsigned char>(c)]; });
    return isSound ? host : std::string_view();
}

bool isLoopbackName(std::string_view host)
{
    if (host == "localhost" || host == "127.0.0.1" || host == "::1" || host.ends_with(".localhost"))
        return true; // nearly all clients send this
    const QHostAddress address = addressOf(host);
    return !address.isNull() && address.isLoopback();
}

bool isAllowedHost(std::string_view host, const Snapshot& snapshot)
{
    if (isLoopbackName(host))
        return true;
    const auto& allowed = snapshot.allowedHosts;
    return std::any_of(allowed.begin(), allowed.end(), [&](const std::string& entry) {
        return config::domainHolds(entry.starts_with("*.") ? std::string_view(entry) : withoutPort(entry), host);
    });
}

/// Text from a client in a form that a message can quote.
std::string shown(std::string_view text)
{
    std::string out;
    for (const char c : text.substr(0, 200))
        out += c >= ' ' && c <= '~' && c != '"' ? c : '?';
    return out;
}

tl::unexpected<Error> keyError(Sentence message)
{
    return failure(ErrorKind::InvalidConsumerKey, std::move(message));
}

/// The key of "Bearer KEY"; empty if it has another form.
std::string_view bearerOf(std::string_view authorization)
{
    const std::size_t space = authorization.find(' ');
    if (space == std::string_view::npos || !equalsIgnoringCase(authorization.substr(0, space), "bearer"))
        return {};
    return trimmed(authorization.substr(space), " ");
}

/// Calls `take` with each part of `text` between any of `ends`, until it returns true.
template <class Take> bool anyPart(std::string_view text, std::string_view ends, Take take)
{
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(ends), text.size());
        if (end > 0 && take(text.substr(0, end)))
            return true;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return false;
}

/// Whether `value` contains a key of this gateway, or one that is no longer known here: alone, after an authentication
/// scheme, as a parameter, as user or password. Source: RFC 9110 §11.4, RFC 7617 §2.
bool showsConsumerKey(std::string_view value, const Snapshot& snapshot)
{
    const auto isOurs = [&](std::string_view text) { return snapshot.consumerKeys.find(text) != nullptr; };
    const auto holdsOurs = [&](std::string_view text) {
        return secrets::holdsConsumerKey(text) || isOurs(text) || anyPart(text, " \t,;\"", isOurs)
            || anyPart(text, " \t,;\"'=:", isOurs);
    };
    return holdsOurs(value) || anyPart(value, " \t,;\"", [&](std::string_view part) {
        const auto encoded = QByteArray::fromRawData(part.data(), static_cast<qsizetype>(part.size()));
        const std::string decoded = QByteArray::fromBase64(encoded).toStdString();
        const std::size_t colon = std::min(decoded.find(':'), decoded.size());
        return holdsOurs(decoded) || isOurs(std::string_view(decoded).substr(std::min(colon + 1, decoded.size())));
    });
}

/// Whether this program sends a request to its own gateway.
bool isOwnProgram(const http::RequestHead& head, const ClientIdentity& client, const Snapshot& snapshot)
{
    return showsOwnKey(head, snapshot) && client.mayBeOwnProgram();
}

/// The error for a caller without a required known key: why it is required, and what to do.
Sentence neededKey(bool isAsked, bool hasKey, const ClientIdentity& client)
{
    if (isAsked)
        return Sentence::of(hasKey ? QT_TRANSLATE_NOOP("Error", "Unknown consumer key. Use a key of this gateway, not of a provider.")
                                   : QT_TRANSLATE_NOOP("Error", "This gateway requires a consumer key. Send it as \"Authorization: Bearer KEY\"."));
    Sentence needed = Sentence::of(
        hasKey ? QT_TRANSLATE_NOOP("Error", "Unknown consumer key. A key is required because %1. Use a key of this gateway, not of a provider.")
               : QT_TRANSLATE_NOOP("Error", "This gateway requires a consumer key because %1. Send it as \"Authorization: Bearer KEY\"."),
        {client.whyRemote()});
    Sentence remedy = client.remedy();
    return remedy.isEmpty() ? needed : Sentence(QT_TRANSLATE_NOOP("Error", "%1 %2"), {std::move(needed), std::move(remedy)});
}

/// `entry` is an origin, or a whole scheme: "vscode-webview://*".
bool isMeant(std::string_view entry, std::string_view origin)
{
    if (entry.ends_with("://*"))
        return origin.size() >= entry.size() && startsIgnoringCase(origin, entry.substr(0, entry.size() - 1));
    return equalsIgnoringCase(entry, origin);
}

bool isWebOrigin(std::string_view origin) { return startsIgnoringCase(origin, "http://") || startsIgnoringCase(origin, "https://"); }

/// How to allow the page.
Sentence originRemedy(std::string_view origin)
{
    const std::size_t host = std::min(origin.find("://"), origin.size()) + 3;
    if (host >= origin.size()) // "null", the origin of files and sandboxes, could be anybody
        return QT_TRANSLATE_NOOP("Error", "The page has no origin to allow. Serve it from a web server, and add that server's origin to listen.allowed_origins.");
    if (isWebOrigin(origin))
        return QT_TRANSLATE_NOOP("Error", "Add the origin to listen.allowed_origins to let them.");
    return {QT_TRANSLATE_NOOP("Error", "Add the origin to listen.allowed_origins to let them, or \"%1\" where the part behind the scheme differs from "
                                       "time to time."),
        {shown(std::string(origin.substr(0, host)) + '*')}};
}

/// The port of an authority that `hostOf()` accepts.
std::string_view portOf(std::string_view authority)
{
    const std::size_t colon = authority.rfind(':');
    const std::size_t bracket = authority.rfind(']');
    const bool hasPort = colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
    return hasPort ? authority.substr(colon + 1) : std::string_view();
}

constexpr std::string_view kHttpPort = "80";
constexpr std::string_view kHttpsPort = "443";

/// Whether the client used the page's scheme: that of the connection, or HTTPS if a proxy may have terminated it.
bool isAskedScheme(bool isHttpsPage, const http::RequestHead& head)
{
    return isHttpsPage == head.isSecure || (isHttpsPage && !forwardingHeader(head.headers).empty());
}

/// Whether the client used the page's port for that scheme.
bool isAskedPort(std::string_view port, bool isHttpsPage, const http::RequestHead& head)
{
    const std::string_view asked = portOf(head.host);
    return port == (!asked.empty() ? asked : isHttpsPage ? kHttpsPort : kHttpPort);
}

/// Whether this gateway itself would have served the pages of this origin: any other port of this machine, or the same
/// port with another scheme, belongs to another program. Source: RFC 6454 §4.
bool isOwnOrigin(std::string_view origin, const http::RequestHead& head, const Snapshot& snapshot)
{
    if (!isWebOrigin(origin))
        return false;
    const std::string lower = asciiLower(origin);
    const std::string_view authority = std::string_view(lower).substr(lower.find("://") + 3);
    const std::string_view host = hostOf(authority);
    const bool isHttpsPage = lower.starts_with("https");
    const std::string_view written = portOf(authority);
    const std::string_view port = !written.empty() ? written : isHttpsPage ? kHttpsPort : kHttpPort;
    if (host.empty() || !isAskedScheme(isHttpsPage, head) || !isAskedPort(port, isHttpsPage, head))
        return false;
    // Another program may have the same port at another loopback address, such as 127.0.0.2.
    const bool isUsual = host == "localhost" || host == "127.0.0.1" || host == "::1" || !isLoopbackName(host);
    return host == hostOf(head.host) || (isUsual && isAllowedHost(host, snapshot));
}

/// For an error about a header with a single value: says that it occurred twice. Empty if it did not. Source: RFC 9110
/// §5.3.
Sentence repetition(const http::Headers& headers, std::string_view name, std::string_view usual)
{
    const std::size_t count = headers.count(name);
    if (count < 2)
        return {};
    return {QT_TRANSLATE_NOOP("Error", "The header %1 came %2 times. Send it once"), {std::string(usual), std::to_string(count)}};
}

Sentence repeatedKey(const http::Headers& headers)
{
    Sentence twice = repetition(headers, "authorization", "Authorization");
    for (const std::string_view name : kKeyHeaders)
        if (twice.isEmpty())
            twice = repetition(headers, name, name);
    return twice;
}

tl::unexpected<Error> originError(Sentence message) { return failure(ErrorKind::ForbiddenOrigin, std::move(message)); }

std::string_view essenceOf(std::string_view contentType) { return trimmed(contentType.substr(0, contentType.find(';'))); }

bool isJson(std::string_view essence)
{
    constexpr std::string_view kSuffix = "+json";
    const bool hasSuffix = essence.size() > kSuffix.size() && equalsIgnoringCase(essence.substr(essence.size() - kSuffix.size()), kSuffix);
    return equalsIgnoringCase(essence, "application/json") || hasSuffix;
}

} // namespace

EndpointMatch endpointAt(std::string_view path, const Snapshot& snapshot)
{
    if (auto match = findEndpoint(path))
        return std::move(*match);
    if (snapshot.planner->table().namesPath(path))
        return {&chatCompletionsEndpoint(), {}, {}};
    return {};
}

bool mayReadAnswers(std::string_view origin, const Snapshot& snapshot)
{
    const auto& allowed = snapshot.settings.listen.allowedOrigins;
    return std::ranges::any_of(allowed, [origin](const std::string& entry) { return isMeant(entry, origin); });
}

Result<void> checkSource(const http::RequestHead& head, const Snapshot& snapshot, bool isLiveness)
{
    if (!isAllowedHost(hostOf(head.host), snapshot))
        return failure(ErrorKind::ForbiddenHost,
                       {QT_TRANSLATE_NOOP("Error", "Host \"%1\" is not a name of this gateway. Use http://localhost, or add the name to listen.allowed_hosts."), {shown(head.host)}});
    const auto origin = head.headers.find("origin");
    if (const Sentence twice = repetition(head.headers, "origin", "Origin"); !twice.isEmpty())
        return originError({QT_TRANSLATE_NOOP("Error", "%1, with the origin of the page."), {twice}});
    if (origin && !mayReadAnswers(*origin, snapshot) && !isOwnOrigin(*origin, head, snapshot))
        return originError({QT_TRANSLATE_NOOP("Error", "Pages of \"%1\" may not use this gateway. %2"), {shown(*origin), originRemedy(*origin)}});
    const BrowserUse use = browserUse(head.headers);
    if (use == BrowserUse::Embedded)
        return isLiveness ? Result<void>()
                          : originError(QT_TRANSLATE_NOOP("Error", "This address is for programs; a browser cannot open or embed it. Open / or /health instead. Scripts of "
                              "pages whose origin is in listen.allowed_origins may use fetch()."));
    if (use == BrowserUse::Fetch && !origin && isCrossSite(head.headers))
        return originError(QT_TRANSLATE_NOOP("Error", "A web page of another site sent this request without an Origin header. Use fetch() with mode \"cors\", "
            "and add the page's origin to listen.allowed_origins."));
    return {};
}

std::vector<std::string> shownKeys(const http::RequestHead& head)
{
    std::vector<std::string> keys;
    const auto add = [&keys](std::string_view key) {
        if (!key.empty())
            keys.emplace_back(key);
    };
    add(bearerOf(head.headers.find("authorization").value_or(std::string_view())));
    for (const std::string_view name : kKeyHeaders)
        add(head.headers.find(name).value_or(std::string_view()));
    add(head.queryParameter("key").value_or(std::string()));
    return keys;
}

providers::Authorization clientCredential(const http::RequestHead& head, const Snapshot& snapshot)
{
    providers::Authorization credential;
    for (const std::string_view name : {"authorization", "x-api-key", "api-key"}) {
        const auto value = head.headers.find(name);
        if (value && !value->empty() && !showsConsumerKey(*value, snapshot))
            credential.emplace_back(name, *value);
    }
    return credential;
}

Error noCredential(const config::RouteSettings& route)
{
    Error error;
    error.kind = ErrorKind::InvalidConsumerKey;
    error.message = {QT_TRANSLATE_NOOP("Error", "Route \"%1\" passes the client's own key to its provider, but the request has none. Send it in "
        "Authorization or x-api-key, together with a key of this gateway if one is required."), {route.id}};
    return error;
}

bool showsOwnKey(const http::RequestHead& head, const Snapshot& snapshot)
{
    if (!snapshot.ownKey)
        return false;
    const std::string_view key = bearerOf(head.headers.find("authorization").value_or(std::string_view()));
    return secrets::holdsConsumerKey(key) && ConsumerKeys::isSame(ConsumerKeys::digestOf(key), *snapshot.ownKey);
}

Caller ownCaller() { return {std::string(config::kOwnConsumer), {}, true}; }

Result<Caller> identifyCaller(const http::RequestHead& head, const ClientIdentity& client, const Snapshot& snapshot, WallTime now)
{
    if (isOwnProgram(head, client, snapshot))
        return ownCaller();
    const bool isAsked = snapshot.settings.listen.requireKey == config::RequireKey::Always;
    // The client's own key for a provider may be present as well.
    const std::vector<std::string> keys = snapshot.consumerKeys.isEmpty() && !isAsked ? std::vector<std::string>() : shownKeys(head);
    const KnownKey* known = nullptr;
    for (const std::string& key : keys)
        if (known = snapshot.consumerKeys.find(key); known)
            break;
    if (const Sentence twice = known ? Sentence() : repeatedKey(head.headers); !twice.isEmpty() && (isAsked || !client.isLocal()))
        return keyError({QT_TRANSLATE_NOOP("Error", "%1, with the consumer key."), {twice}});
    if (!known && (isAsked || !client.isLocal()))
        return keyError(neededKey(isAsked, !shownKeys(head).empty(), client));
    Caller caller;
    if (!known)
        return caller; // SDKs always send some key
    if (!known->enabled)
        return keyError(QT_TRANSLATE_NOOP("Error", "The consumer key is disabled. Enable it, or use another one."));
    if (known->expiresAt && *known->expiresAt <= now)
        return keyError(QT_TRANSLATE_NOOP("Error", "The consumer key has expired. Create a new one."));
    caller.consumer = known->consumer;
    caller.until = known->expiresAt;
    caller.name = snapshot.settings.consumers[known->consumer].name;
    return caller;
}

policy::Caller policyCaller(const Caller& caller, const Snapshot& snapshot)
{
    return {caller.name, caller.consumer ? &snapshot.settings.consumers[*caller.consumer] : nullptr, caller.isOwn};
}

Result<void> checkRoute(const Caller& caller, const config::RouteSettings* route, std::string_view model, const Snapshot& snapshot)
{
    return policy::checkPermission(policyCaller(caller, snapshot), route, model);
}

Result<void> checkPageBody(const http::RequestHead& head, bool takesForms)
{
    if (!head.headers.find("origin") || head.method != "POST")
        return {};
    if (const Sentence twice = repetition(head.headers, "content-type", "Content-Type"); !twice.isEmpty())
        return failure(ErrorKind::UnsupportedMediaType, {QT_TRANSLATE_NOOP("Error", "%1, with the type of the body."), {twice}});
    const std::string_view essence = essenceOf(head.headers.find("content-type").value_or(std::string_view()));
    if (isJson(essence) || (takesForms && equalsIgnoringCase(essence, "multipart/form-data")))
        return {};
    const Sentence type = essence.empty() ? Sentence(QT_TRANSLATE_NOOP("Error", "without a type"))
                                          : Sentence(QT_TRANSLATE_NOOP("Error", "\"%1\""), {shown(essence)});
    return failure(ErrorKind::UnsupportedMediaType,
        Sentence::of(takesForms ? QT_TRANSLATE_NOOP("Error", "A web page may send only JSON and multipart forms to this endpoint, but the body is %1. Send it with "
            "\"Content-Type: application/json\" or \"multipart/form-data\".")
                                : QT_TRANSLATE_NOOP("Error", "A web page may send only JSON to this endpoint, but the body is %1. Send it with \"Content-Type: application/json\"."),
            {type}));
}

Result<void> checkBodyType(const http::RequestHead& head)
{
    if (!http::ContentDecoder::of(head.headers))
        return failure(ErrorKind::UnsupportedMediaType,
                       {QT_TRANSLATE_NOOP("Error", "Content-Encoding \"%1\" is not supported. Send the body uncompressed, or with one of: %2."),
                           {shown(*head.headers.find("content-encoding")), std::string(http::ContentDecoder::kKnown)}});
    if (const auto type = head.headers.find("content-type")) {
        const std::string_view essence = essenceOf(*type);
        const Sentence twice = repetition(head.headers, "content-type", "Content-Type");
        for (const std::string_view form : kFormTypes)
            if (equalsIgnoringCase(essence, form))
                return failure(ErrorKind::UnsupportedMediaType,
                               twice.isEmpty()
                                   ? Sentence(QT_TRANSLATE_NOOP("Error", "The body has the type \"%1\". Send it with \"Content-Type: application/json\"."), {shown(essence)})
                                   : Sentence(QT_TRANSLATE_NOOP("Error", "%1, with the type of the body."), {twice}));
    }
    return {};
}

std::optional<std::string> hopsOf(const http::Headers& headers)
{
    std::optional<std::string> all;
    if (!headers.find(kHopHeader)) // which costs almost nothing if there is none
        return all;
    for (const auto& [name, hops] : headers.fields()) {
        if (!equalsIgnoringCase(name, kHopHeader))
            continue;
        if (all)
            all->append(",").append(hops);
        else
            all = hops;
    }
    return all;
}

Result<void> checkHops(const http::RequestHead& head, std::string_view instanceId)
{
    const auto hops = hopsOf(head.headers);
    if (!hops)
        return {};
    const auto count = static_cast<std::size_t>(std::count(hops->begin(), hops->end(), ',')) + 1;
    if (hops->find(instanceId) == std::string::npos && count < kMostHops)
        return {};
    return failure(ErrorKind::LoopDetected, {QT_TRANSLATE_NOOP("Error", "The request came back to this gateway. A provider's base_url points here, directly or through another "
        "gateway. Change it.")});
}

std::string_view evalRunOf(const http::Headers& headers)
{
    const std::string_view run = headers.find(kEvalRunHeader).value_or(std::string_view());
    return headers.count(kEvalRunHeader) == 1 && timeOfId(run) ? run : std::string_view();
}

std::string clientName(const http::RequestHead& head, const secrets::Redactor& redactor)
{
    // before shortening, because a part of a key is not recognised
    const std::string whole = redactor.redact(head.headers.find("user-agent").value_or(std::string_view()));
    const std::string_view agent = std::string_view(whole).substr(0, kLongestClientName);
    const auto endsName = [slashes = 0](char c) mutable { return c == ' ' || c == '(' || (c == '/' && slashes++ > 0); };
    std::string name(agent.begin(), std::find_if(agent.begin(), agent.end(), endsName));
    std::erase_if(name, [](char c) { return c <= ' ' || c > '~'; });
    // "curl/7.88.1" becomes curl; "OpenAI/JS" stays, since what follows is not a version.
    const std::size_t slash = name.find('/');
    if (slash != std::string::npos && (slash + 1 == name.size() || (name[slash + 1] >= '0' && name[slash + 1] <= '9')))
        name.resize(slash);
    return name;
}

} // namespace gateway::exchange
