#pragma once

#include "gateway/core/text/sentence.h"

#include <QByteArray>
#include <QNetworkProxy>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::http {

/// Whether a request to an http:// address is sent to `proxy` itself, in absolute form, as curl, browsers and Qt do it. HTTP
/// proxies allow CONNECT to the ports of TLS only by default. An https:// address is always reached by CONNECT. Pure, any thread.
/// Source: RFC 9112 §3.2.2; curl(1), "--proxytunnel"; tinyproxy.conf(5), "ConnectPort"; Squid's default squid.conf, "SSL_ports";
/// read 2026-11-28.
bool forwardsPlainHttp(const QNetworkProxy& proxy);

/// The value of Proxy-Authorization for `proxy`; empty: it has no user. Pure, any thread. Source: RFC 7617 §2.
QByteArray proxyCredentials(const QNetworkProxy& proxy);

/// `request`, whose target is a path, as `proxy` takes it: with `origin` ("http://host:port") before the path, and with the
/// proxy's user and password, which are for the proxy alone: most remove them, tinyproxy 1.11
/// passes them on. Pure, any thread. Source: RFC 9112 §3.2.2, RFC 9110 §11.7.2.
QByteArray absoluteForm(std::string_view request, std::string_view origin, const QNetworkProxy& proxy);

/// Why an answer to such a request is not the origin's; empty: it is, as far as anybody can tell. 407 is always the proxy's, and
/// so is an error whose fields name one (X-Squid-Error; Server: squid, tinyproxy, mitmproxy; of these tinyproxy refuses a
/// password with 401). 403, 502, 503 and 504 with a web
/// page come from the proxy or from a server behind it, and the words say so: an API answers in JSON. What a proxy answers without
/// any of these marks counts as the origin's. `fieldOf`: the value of a header field by its name in lower case, empty: none.
/// Pure, any thread. Source: RFC 9110 §15.5.8; the proxies' own answers, tried 2026-11-28.
std::optional<Sentence> proxyRefusal(int status, const std::function<std::string(std::string_view)>& fieldOf);

} // namespace gateway::http
