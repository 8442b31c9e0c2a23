#include "system_proxy.h"

#include "plain_proxy.h"

#include <algorithm>

namespace gateway::http {

namespace {

QString asBytes(const std::string& utf8) { return QString::fromLatin1(utf8.data(), static_cast<qsizetype>(utf8.size())); }

QNetworkProxy withBytes(QNetworkProxy proxy)
{
    setCredentials(proxy, proxy.user().toStdString(), Secret(proxy.password().toStdString()));
    return proxy;
}

ProxyRules::Choice chosen(const QUrl& url, const ProxyRules& rules)
{
    const std::string scheme = url.scheme().toStdString();
    return rules.choose(scheme, url.host(QUrl::FullyEncoded).toStdString(), url.port(scheme == "https" ? 443 : 80));
}

class SystemProxies final : public QNetworkProxyFactory {
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& query) override
    {
        const ProxyRules::Choice choice = chosen(query.url(), ProxyRules::ofProcess());
        if (choice.proxy)
            return {toQt(*choice.proxy)};
        if (!choice.isOpen)
            return {QNetworkProxy::NoProxy};
        QList<QNetworkProxy> proxies = systemProxyForQuery(query);
        std::ranges::transform(proxies, proxies.begin(), withBytes);
        return proxies;
    }
};

} // namespace

// Qt writes both as Latin-1, with "?" for what that does not have: each byte of the UTF-8 becomes a character of Latin-1.
// Source: qtbase, qauthenticator.cpp and qsocks5socketengine.cpp, 6.4 to 6.8, read 2026-11-29.
void setCredentials(QNetworkProxy& proxy, const std::string& user, const Secret& password)
{
    proxy.setUser(asBytes(user));
    proxy.setPassword(asBytes(password.reveal()));
}

QNetworkProxy toQt(const ProxyAddress& address)
{
    const bool isHttp = address.kind == ProxyAddress::Kind::Http;
    QNetworkProxy proxy(isHttp ? QNetworkProxy::HttpProxy : QNetworkProxy::Socks5Proxy, QString::fromStdString(address.host),
        static_cast<quint16>(address.port));
    setCredentials(proxy, address.user, address.password);
    if (address.kind == ProxyAddress::Kind::Socks5)
        proxy.setCapabilities(proxy.capabilities() & ~QNetworkProxy::HostNameLookupCapability);
    return proxy;
}

FoundProxy findProxy(const QUrl& url, const ProxyRules& rules)
{
    const ProxyRules::Choice choice = chosen(url, rules);
    FoundProxy found{QNetworkProxy(QNetworkProxy::NoProxy), choice.variable, choice.problem};
    if (choice.proxy)
        found.proxy = toQt(*choice.proxy);
    if (!choice.isOpen)
        return found;
    if (const auto proxies = QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url)); !proxies.isEmpty())
        found.proxy = withBytes(proxies.front());
    return found;
}

std::optional<QNetworkProxy> forwarderOf(const QUrl& url, const std::optional<QNetworkProxy>& own)
{
    if (url.scheme() != QLatin1String("http"))
        return std::nullopt;
    const QNetworkProxy proxy = own ? *own : findProxy(url, ProxyRules::ofProcess()).proxy;
    return forwardsPlainHttp(proxy) ? std::optional(proxy) : std::nullopt;
}

std::string proxyVariable(const QUrl& url) { return chosen(url, ProxyRules::ofProcess()).variable; }

Sentence proxyRemedy(bool isSystem, const std::string& variable)
{
    if (!isSystem)
        return QT_TRANSLATE_NOOP("Error", "Check the proxy and \"proxy\" of the provider");
    if (!variable.empty())
        return {QT_TRANSLATE_NOOP("Error", "Check the proxy and the variable %1, or list the host in NO_PROXY"), {variable}};
    return QT_TRANSLATE_NOOP("Error", "Check the proxy and the system's proxy settings, or set \"proxy\" of the provider to \"none\"");
}

Sentence proxyProblem(const QUrl& url) { return chosen(url, ProxyRules::ofProcess()).problem; }

std::unique_ptr<QNetworkProxyFactory> systemProxyFactory() { return std::make_unique<SystemProxies>(); }

} // namespace gateway::http
