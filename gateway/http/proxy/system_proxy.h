#pragma once

#include "proxy_rules.h"

#include <QNetworkProxy>
#include <QNetworkProxyFactory>
#include <QUrl>

#include <memory>
#include <string>

namespace gateway::http {

/// The proxy of an address whose proxy is "system".
struct FoundProxy {
    QNetworkProxy proxy = QNetworkProxy(QNetworkProxy::NoProxy);
    std::string variable; ///< that names it; empty: the system's settings do, or there is none
    std::string problem;  ///< why nothing may be sent, with the remedy; empty: there is none

    bool isDirect() const { return problem.empty() && proxy.type() == QNetworkProxy::NoProxy; }
    bool operator==(const FoundProxy&) const = default;
};

/// What `rules` say, else the system's settings: those of the desktop, macOS or Windows. This machine itself is always reached
/// directly. The system's answer may come from a script or another program: to be called in a worker. Any thread.
FoundProxy findProxy(const QUrl& url, const ProxyRules& rules);

/// What keeps anything from being sent to `url`, by the variables of this process; empty: nothing does. Any thread.
std::string proxyProblem(const QUrl& url);

/// The same choice as that of `findProxy()`, by the variables of this process, for each request of a QNetworkAccessManager.
/// Proxies are tunnelled through, so that they see no key whatever the scheme. It is used where it is asked.
std::unique_ptr<QNetworkProxyFactory> systemProxyFactory();

/// A proxy of HTTP is asked for a tunnel only. Pure.
QNetworkProxy tunnelled(QNetworkProxy proxy);

} // namespace gateway::http
