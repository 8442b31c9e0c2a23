#pragma once

#include "gateway/core/text/sentence.h"

#include <QByteArray>
#include <QNetworkProxy>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::http {

/// Whether a request to an http:// address is sent to `proxy` itself, in absolute form, like curl, browsers and Qt do.
/// HTTP proxies allow CONNECT only to TLS ports by default. An https:// address is always reached by CONNECT. Pure, any
/// thread.
/// Source: RFC 9112 §3.2.2; curl(1), "--proxytunnel"; tinyproxy.conf(5), "ConnectPort"; Squid's default squid.conf, "SSL_ports";
/// read 2026-11-28.
bool forwardsPlainHttp(const QNetworkProxy& proxy);

/// The value of Proxy-Authorization for `proxy`; empty: it has no user. Pure, any thread. Source: RFC 7617 §2.
QByteArray proxyCredentials(const QNetworkProxy& proxy);

/// Converts `request`, whose target is a path, for `proxy`: with `origin` ("http://host:port") before the path, and
/// with the proxy's user and password, which are only for the proxy: most proxies remove them, tinyproxy 1.11 passes
/// them on. Pure, any thread. Source: RFC 9112 §3.2.2, RFC 9110 §11.7.2.
QByteArray absoluteForm(std::string_view request, std::string_view origin, const QNetworkProxy& proxy);

/// Why a response to such a request does not come from the origin; empty: it does, as far as can be determined. 407
/// always comes from the proxy, as does an error whose headers name one (X-Squid-Error; Server: squid, tinyproxy,
/// mitmproxy; of these, tinyproxy rejects a password with 401). 403, 502, 503 and 504 with a web page come from the
/// proxy or from a server behind it, and the text says so: an API responds with JSON. Other responses count as the
/// origin's. `fieldOf`: the value of a header by its lower-case name, empty: none. Pure, any thread. Source: RFC 9110
/// §15.5.8; responses of the proxies, tried 2026-11-28.
std::optional<Sentence> proxyRefusal(int status, const std::function<std::string(std::string_view)>& fieldOf);

} // namespace gateway::http
