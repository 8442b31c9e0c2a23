#pragma once

#include "proxy_rules.h"

#include <QNetworkProxy>
#include <QNetworkProxyFactory>
#include <QUrl>

#include <memory>
#include <optional>
#include <string>

namespace gateway::http {

/// The proxy of an address whose proxy is "system".
struct FoundProxy {
    QNetworkProxy proxy = QNetworkProxy(QNetworkProxy::NoProxy);
    std::string variable; ///< that names it; empty: the system's settings do, or there is none
    Sentence problem;  ///< why nothing may be sent, with the remedy; empty: there is none

    bool isDirect() const { return problem.isEmpty() && proxy.type() == QNetworkProxy::NoProxy; }
    bool operator==(const FoundProxy&) const = default;
};

/// What `rules` say, else the system's settings: those of the desktop, macOS or Windows. This machine itself is always reached
/// directly. The system's answer may come from a script or another program: to be called in a worker. Any thread.
FoundProxy findProxy(const QUrl& url, const ProxyRules& rules);

/// What keeps anything from being sent to `url`, by the variables of this process; empty: nothing does. Any thread.
Sentence proxyProblem(const QUrl& url);

/// The variable of this process that names the proxy of `url`; empty: none does. Any thread.
std::string proxyVariable(const QUrl& url);

/// What to do where a proxy is at fault, as a sentence without its end. `isSystem`: the provider's proxy is "system", and `variable`
/// names it, or where that is empty the system's settings; else the provider's own setting does.
Sentence proxyRemedy(bool isSystem, const std::string& variable);

/// The HTTP proxy that a request to `url` is sent to in absolute form, through `own` or, where that is empty, what
/// `findProxy()` finds for this process; empty: it is not sent so. Qt gives the user of such a proxy only once it was asked,
/// and not at all to requests without cookies and authentication. May block as `findProxy()`. Any thread.
std::optional<QNetworkProxy> forwarderOf(const QUrl& url, const std::optional<QNetworkProxy>& own);

/// The same choice as that of `findProxy()`, by the variables of this process, for each request of a QNetworkAccessManager.
/// It is used where it is asked.
std::unique_ptr<QNetworkProxyFactory> systemProxyFactory();

} // namespace gateway::http
