#include "socket_reason.h"

#include <QtGlobal>

#include <array>

namespace gateway::http {

namespace {

struct Said {
    QAbstractSocket::SocketError code;
    const char* text;
    QNetworkProxy::ProxyType by = QNetworkProxy::DefaultProxy; ///< which means whoever says so
};
// Describes what happened at a proxy as far as Qt's codes tell: for SOCKS, "host not found" also means that the host
// may not be reached. Source: Qt 6.4.2, tried with each response of RFC 1928.
constexpr std::array kSaid{
    Said{QAbstractSocket::HostNotFoundError, QT_TRANSLATE_NOOP("Error", "the proxy cannot reach the host, or does not allow it"),
         QNetworkProxy::Socks5Proxy},
    Said{QAbstractSocket::SocketAccessError, QT_TRANSLATE_NOOP("Error", "proxy authentication is required, or uses an unsupported scheme"),
         QNetworkProxy::Socks5Proxy},
    Said{QAbstractSocket::UnsupportedSocketOperationError, QT_TRANSLATE_NOOP("Error", "the proxy does not support this type of connection"),
         QNetworkProxy::Socks5Proxy},
    Said{QAbstractSocket::ProxyProtocolError,
         QT_TRANSLATE_NOOP("Error", "the proxy's answer cannot be read: it is not a SOCKS5 proxy, or it returned a host name instead of an address"),
         QNetworkProxy::Socks5Proxy},
    Said{QAbstractSocket::SocketAccessError, QT_TRANSLATE_NOOP("Error", "the proxy does not allow the connection"), QNetworkProxy::HttpProxy},
    Said{QAbstractSocket::ConnectionRefusedError, QT_TRANSLATE_NOOP("Error", "connection refused")},
    Said{QAbstractSocket::RemoteHostClosedError, QT_TRANSLATE_NOOP("Error", "connection closed while it was being set up")},
    Said{QAbstractSocket::HostNotFoundError, QT_TRANSLATE_NOOP("Error", "host not found")},
    Said{QAbstractSocket::SocketTimeoutError, QT_TRANSLATE_NOOP("Error", "no answer to the connection attempt")},
    Said{QAbstractSocket::NetworkError, QT_TRANSLATE_NOOP("Error", "network or host unreachable")},
    Said{QAbstractSocket::SocketAccessError, QT_TRANSLATE_NOOP("Error", "this machine does not permit the connection")},
    Said{QAbstractSocket::SocketResourceError, QT_TRANSLATE_NOOP("Error", "no free connection on this machine")},
    Said{QAbstractSocket::ProxyAuthenticationRequiredError, QT_TRANSLATE_NOOP("Error", "the proxy rejected the user name and password, or requires them")},
    Said{QAbstractSocket::ProxyConnectionRefusedError, QT_TRANSLATE_NOOP("Error", "the proxy refused the connection")},
    Said{QAbstractSocket::ProxyConnectionClosedError, QT_TRANSLATE_NOOP("Error", "the proxy closed the connection")},
    Said{QAbstractSocket::ProxyConnectionTimeoutError, QT_TRANSLATE_NOOP("Error", "the proxy did not answer")},
    Said{QAbstractSocket::ProxyNotFoundError, QT_TRANSLATE_NOOP("Error", "the proxy's host was not found")},
    Said{QAbstractSocket::ProxyProtocolError,
         QT_TRANSLATE_NOOP("Error", "the proxy did not open the connection: it cannot reach the host, requires other credentials, or is not an HTTP proxy")},
};

} // namespace

QAbstractSocket::SocketError atProxy(QAbstractSocket::SocketError code)
{
    switch (code) {
    case QAbstractSocket::ConnectionRefusedError: return QAbstractSocket::ProxyConnectionRefusedError;
    case QAbstractSocket::RemoteHostClosedError: return QAbstractSocket::ProxyConnectionClosedError;
    case QAbstractSocket::HostNotFoundError: return QAbstractSocket::ProxyNotFoundError;
    case QAbstractSocket::SocketTimeoutError: return QAbstractSocket::ProxyConnectionTimeoutError;
    default: return code;
    }
}

Sentence socketReason(QAbstractSocket::SocketError code, const QNetworkProxy& proxy)
{
    for (const Said& row : kSaid)
        if (row.code == code && (row.by == QNetworkProxy::DefaultProxy || row.by == proxy.type()))
            return Sentence::of(row.text);
    return QT_TRANSLATE_NOOP("Error", "connection failed");
}

} // namespace gateway::http
