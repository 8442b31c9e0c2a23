#pragma once

#include "proxy_rules.h"

#include <QNetworkProxy>
#include <QNetworkProxyFactory>
#include <QUrl>

#include <memory>
#include <optional>
#include <string>

namespace gateway::http {

/// The proxy for an address whose proxy setting is "system".
struct FoundProxy {
    QNetworkProxy proxy = QNetworkProxy(QNetworkProxy::NoProxy);
    std::string variable; ///< the variable that names it; empty: it comes from the system's settings, or there is none
    Sentence problem;  ///< why nothing may be sent, with the remedy; empty: no problem

    bool isDirect() const { return problem.isEmpty() && proxy.type() == QNetworkProxy::NoProxy; }
    bool operator==(const FoundProxy&) const = default;
};

/// The proxy from `rules`, else from the system's settings: those of the desktop, macOS or Windows. This machine itself
/// is always reached directly. The system may run a script or another program: call it in a worker. Any thread.
FoundProxy findProxy(const QUrl& url, const ProxyRules& rules);

/// Sets both so that they are sent as the bytes of their UTF-8, like curl sends them. `user()` and `password()` of
/// `proxy` are then for sockets only. Source: RFC 7617 §2.1 (for Basic), RFC 1929 §2 (for SOCKS5).
void setCredentials(QNetworkProxy& proxy, const std::string& user, const Secret& password);

/// `address` with its credentials set by `setCredentials`. Pure, any thread.
QNetworkProxy toQt(const ProxyAddress& address);

/// Why the variables of this process prevent sending to `url`; empty: they do not. Any thread.
Sentence proxyProblem(const QUrl& url);

/// The variable of this process that names the proxy for `url`; empty: none. Any thread.
std::string proxyVariable(const QUrl& url);

/// What to do about a proxy problem, as a sentence without its end. `isSystem`: the provider's proxy setting is
/// "system", and `variable` names the proxy, or if it is empty the system's settings do; otherwise the provider's own
/// setting does.
Sentence proxyRemedy(bool isSystem, const std::string& variable);

/// The HTTP proxy to which a request to `url` is sent in absolute form: `own` or, if that is empty, the one that
/// `findProxy()` finds for this process; empty: none. Qt sends the user of such a proxy only after a challenge, and
/// never for requests without cookies and authentication. May block like `findProxy()`. Any thread.
std::optional<QNetworkProxy> forwarderOf(const QUrl& url, const std::optional<QNetworkProxy>& own);

/// Makes the same choice as `findProxy()`, by the variables of this process, for each request of a
/// QNetworkAccessManager. Runs in the thread of the request.
std::unique_ptr<QNetworkProxyFactory> systemProxyFactory();

} // namespace gateway::http
