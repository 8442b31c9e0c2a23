#include "plain_proxy.h"

#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <array>

namespace gateway::http {

namespace {

constexpr int kLeastError = 400;
constexpr int kUnauthorized = 401;
constexpr int kForbidden = 403;
constexpr int kProxyAuthenticationRequired = 407;
constexpr int kBadGateway = 502;
constexpr int kGatewayTimeout = 504;

Sentence credentialsProblem(const std::string& offered)
{
    const std::string challenge = asciiLower(offered);
    if (!challenge.empty() && challenge.find("basic") == std::string::npos)
        return {QT_TRANSLATE_NOOP("Error", "the proxy accepts only %1 authentication, but Signalbox uses Basic for http:// addresses"),
            {offered.substr(0, offered.find_first_of(" ,"))}};
    return QT_TRANSLATE_NOOP("Error", "the proxy rejected the user name and password, or requires them");
}

bool namesProxy(std::string_view server)
{
    constexpr std::array<std::string_view, 3> kProxies{"squid", "tinyproxy", "mitmproxy"};
    return std::ranges::any_of(kProxies, [server](std::string_view name) { return startsIgnoringCase(server, name); });
}

bool isOfGateway(int status) { return status == kForbidden || (status >= kBadGateway && status <= kGatewayTimeout); }

} // namespace

bool forwardsPlainHttp(const QNetworkProxy& proxy)
{
    return proxy.type() == QNetworkProxy::HttpProxy || proxy.type() == QNetworkProxy::HttpCachingProxy;
}

QByteArray proxyCredentials(const QNetworkProxy& proxy)
{
    if (proxy.user().isEmpty() && proxy.password().isEmpty())
        return {};
    return "Basic " + (proxy.user() + QLatin1Char(':') + proxy.password()).toLatin1().toBase64();
}

QByteArray absoluteForm(std::string_view request, std::string_view origin, const QNetworkProxy& proxy)
{
    constexpr qsizetype kRoom = 512;
    const std::size_t target = request.find(' ') + 1;
    const std::size_t fields = request.find("\r\n", target) + 2;
    QByteArray whole;
    whole.reserve(static_cast<qsizetype>(request.size() + origin.size()) + kRoom);
    const auto add = [&whole](std::string_view text) { whole.append(text.data(), static_cast<qsizetype>(text.size())); };
    add(request.substr(0, target));
    add(origin);
    add(request.substr(target, fields - target));
    if (const QByteArray credentials = proxyCredentials(proxy); !credentials.isEmpty())
        whole += "Proxy-Authorization: " + credentials + "\r\n";
    add(request.substr(fields));
    return whole;
}

std::optional<Sentence> proxyRefusal(int status, const std::function<std::string(std::string_view)>& fieldOf)
{
    if (status == kProxyAuthenticationRequired)
        return credentialsProblem(fieldOf("proxy-authenticate"));
    if (status < kLeastError)
        return std::nullopt;
    const std::string code = std::to_string(status);
    const bool isOfProxy = !fieldOf("x-squid-error").empty() || namesProxy(fieldOf("server"));
    if (isOfProxy && status == kUnauthorized)
        return credentialsProblem({});
    if (isOfProxy)
        return status == kForbidden ? Sentence(QT_TRANSLATE_NOOP("Error", "the proxy does not allow the request (status %1)"), {code})
                                    : Sentence(QT_TRANSLATE_NOOP("Error", "the proxy cannot reach the host (status %1)"), {code});
    if (isOfGateway(status) && startsIgnoringCase(fieldOf("content-type"), "text/html"))
        return Sentence(QT_TRANSLATE_NOOP("Error", "the proxy, or a server after it, answered with a web page (status %1)"), {code});
    return std::nullopt;
}

} // namespace gateway::http
