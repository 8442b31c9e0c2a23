#include "upstream_private.h"

#include "gateway/core/log.h"
#include "gateway/http/transport/qt_transport.h"
#include "gateway/http/transport/socket_transport.h"

#include <QSslError>
#include <QSslSocket>

#include <algorithm>

namespace gateway::http {

namespace {

/// Beyond this the kernel's window closes: an upstream cannot fill our memory.
constexpr qint64 kReadBufferBytes = 256 * 1024;
/// Small, since what comes behind the head has to be kept until it is asked for.
constexpr std::size_t kHeadRead = 16 * 1024;

struct Said {
    QAbstractSocket::SocketError code;
    const char* text;
};
constexpr std::array kSaid{
    Said{QAbstractSocket::ConnectionRefusedError, "connection refused"},
    Said{QAbstractSocket::RemoteHostClosedError, "connection closed before it was set up"},
    Said{QAbstractSocket::HostNotFoundError, "host not found"},
    Said{QAbstractSocket::SocketTimeoutError, "no answer to the attempt to connect"},
    Said{QAbstractSocket::NetworkError, "network or host not reachable"},
    Said{QAbstractSocket::SocketAccessError, "this machine does not allow the connection"},
    Said{QAbstractSocket::SocketResourceError, "no free connection on this machine"},
    Said{QAbstractSocket::SslHandshakeFailedError, "TLS handshake failed"},
    Said{QAbstractSocket::SslInternalError, "TLS failed"},
    Said{QAbstractSocket::SslInvalidUserDataError, "TLS is set up wrongly"},
    Said{QAbstractSocket::ProxyAuthenticationRequiredError, "the proxy wants other credentials"},
    Said{QAbstractSocket::ProxyConnectionRefusedError, "the proxy refused the connection"},
    Said{QAbstractSocket::ProxyConnectionClosedError, "the proxy closed the connection"},
    Said{QAbstractSocket::ProxyConnectionTimeoutError, "the proxy did not answer"},
    Said{QAbstractSocket::ProxyNotFoundError, "the proxy's host was not found"},
    Said{QAbstractSocket::ProxyProtocolError, "the proxy did not open the connection: other credentials may be wanted, or it is no proxy"},
};

std::string say(QAbstractSocket::SocketError code, const QNetworkProxy& proxy)
{
    // Source: Qt's HTTP proxy engine says so of a 403.
    if (code == QAbstractSocket::SocketAccessError && proxy.type() != QNetworkProxy::NoProxy)
        return "the proxy does not allow the connection";
    for (const Said& row : kSaid)
        if (row.code == code)
            return row.text;
    return "connection failed";
}

// Which one, where there is one.
std::string byProxy(const QNetworkProxy& proxy)
{
    if (proxy.type() == QNetworkProxy::NoProxy)
        return {};
    return " (proxy " + proxy.hostName().toStdString() + ':' + std::to_string(proxy.port()) + ')';
}

} // namespace

std::string Origin::toString() const
{
    const bool isIPv6 = host.find(':') != std::string::npos;
    return (isSecure ? "https://" : "http://") + (isIPv6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

UpstreamConnection::Private::Private(UpstreamShared& poolShared, Origin connectionOrigin, KeepAlive connectionKeepAlive)
    : shared(poolShared), origin(std::move(connectionOrigin)), keepAlive(connectionKeepAlive)
{
    parser.reset(false);
}

void UpstreamConnection::Private::open(UpstreamConnection* connection, const QNetworkProxy& proxy)
{
    m_connection = connection;
    times.started = std::chrono::steady_clock::now();
    if (origin.isSecure) {
        const Result<QSslConfiguration> configuration = shared.tls.configurationFor(origin);
        if (!configuration) {
            failure = configuration.error();
            return;
        }
        m_tlsConfiguration = *configuration;
    }
    if (proxy.type() == QNetworkProxy::NoProxy) {
        dial();
        return;
    }
    watchConnecting(makeSocket()); // the proxy finds the way to the host
    m_socket->setProxy(proxy);
    connect(m_socket, &QTcpSocket::connected, connection, [this] { onReached(); });
    m_socket->connectToHost(QString::fromStdString(origin.host), static_cast<quint16>(origin.port));
}

void UpstreamConnection::Private::dial()
{
    Dialer::Callbacks callbacks;
    callbacks.makeSocket = [this] { return makeSocket(); };
    callbacks.isAllowed = [this](const QHostAddress& address) { return !isOwnListener(address); };
    callbacks.connected = [this](QTcpSocket* socket) {
        std::exchange(m_dialer, nullptr)->deleteLater();
        watchConnecting(socket);
        onReached();
    };
    callbacks.failed = [this](QAbstractSocket::SocketError error, const QString& text) {
        std::exchange(m_dialer, nullptr)->deleteLater();
        fail(ErrorKind::UpstreamUnreachable, say(error, QNetworkProxy::NoProxy), text.toStdString());
        point.wake();
    };
    callbacks.refused = [this] {
        std::exchange(m_dialer, nullptr)->deleteLater();
        fail(ErrorKind::LoopDetected, "it leads back to this gateway");
        point.wake();
    };
    m_dialer = new Dialer(shared.wheel, std::move(callbacks), m_connection);
    m_dialer->dial(origin.host, origin.port);
}

bool UpstreamConnection::Private::isOwnListener(const QHostAddress& address) const
{
    const auto& own = shared.ownPorts;
    return std::find(own.begin(), own.end(), origin.port) != own.end() && isOwnAddress(address);
}

QTcpSocket* UpstreamConnection::Private::makeSocket()
{
    QTcpSocket* const socket = origin.isSecure ? new QSslSocket(m_connection) : new QTcpSocket(m_connection);
    socket->setReadBufferSize(kReadBufferBytes);
    return socket;
}

void UpstreamConnection::Private::watchConnecting(QTcpSocket* socket)
{
    socket->setParent(m_connection);
    m_socket = socket;
    m_tls = qobject_cast<QSslSocket*>(socket);
    connect(m_socket, &QTcpSocket::errorOccurred, m_connection, [this](QAbstractSocket::SocketError error) {
        failConnecting(error);
        point.wake();
    });
    connect(m_socket, &QTcpSocket::disconnected, m_connection, [this] {
        failConnecting(QAbstractSocket::RemoteHostClosedError);
        point.wake();
    });
}

// The host is there: what is left is TLS.
void UpstreamConnection::Private::onReached()
{
    if (!m_tls) {
        onConnected();
        return;
    }
    connect(m_tls, &QSslSocket::encrypted, m_connection, [this] { onConnected(); });
    connect(m_tls, &QSslSocket::newSessionTicketReceived, m_connection,
            [this] { shared.tls.keepTicket(origin, m_tls->sslConfiguration().sessionTicket()); });
    m_tls->setSslConfiguration(m_tlsConfiguration);
    m_tls->setPeerVerifyName(QString::fromStdString(origin.host)); // for SNI too
    m_tls->startClientEncryption();
}

void UpstreamConnection::Private::onConnected()
{
    isConnected = true;
    times.connected = std::chrono::steady_clock::now();
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    disconnect(m_socket, &QTcpSocket::errorOccurred, m_connection, nullptr);
    disconnect(m_socket, &QTcpSocket::disconnected, m_connection, nullptr);
    if (m_tls)
        shared.tls.keepTicket(origin, m_tls->sslConfiguration().sessionTicket());
    if (m_tls || m_socket->proxy().type() != QNetworkProxy::NoProxy) {
        m_transport = std::make_unique<QtTransport>(*m_socket);
    } else {
        m_transport = SocketTransport::takenFrom(*m_socket);
        std::exchange(m_socket, nullptr)->deleteLater(); // its own signal is on the stack
    }
    if (m_transport) {
        m_transport->setUser(this);
        flushMessage();
    } else {
        fail(ErrorKind::UpstreamUnreachable, say(QAbstractSocket::SocketResourceError, QNetworkProxy::NoProxy));
    }
    point.wake();
}

void UpstreamConnection::Private::onReadable()
{
    if (isIdle) {
        onIdleEnd(); // nothing was asked: it is no longer in step
        return;
    }
    point.wake();
}

// What came before it is read first; the end is judged behind it.
void UpstreamConnection::Private::onClosed() { onReadable(); }

void UpstreamConnection::Private::fail(ErrorKind kind, std::string message, std::string detail)
{
    if (failure)
        return;
    failure.emplace();
    failure->kind = kind;
    failure->message = std::move(message);
    failure->detail = std::move(detail);
}

void UpstreamConnection::Private::failConnecting(QAbstractSocket::SocketError error)
{
    const std::string detail = m_socket->errorString().toStdString();
    const QList<QSslError> problems = m_tls ? m_tls->sslHandshakeErrors() : QList<QSslError>();
    if (!problems.isEmpty() && origin.verify)
        fail(ErrorKind::UpstreamUnreachable,
             "certificate not trusted: " + problems.first().errorString().toStdString(), detail);
    else
        fail(ErrorKind::UpstreamUnreachable, say(error, m_socket->proxy()) + byProxy(m_socket->proxy()), detail);
}

void UpstreamConnection::Private::send(const QByteArray& message)
{
    if (message.startsWith("HEAD "))
        parser.reset(true);
    m_message = message;
    if (m_transport)
        flushMessage();
}

void UpstreamConnection::Private::flushMessage()
{
    if (!m_message.isEmpty())
        m_transport->write({}, std::exchange(m_message, {}), {}); // shared, not copied
}

std::size_t UpstreamConnection::Private::read(std::size_t atMost)
{
    char* const begin = shared.scratch.data();
    const std::size_t kept = m_rest.size();
    std::copy(m_rest.begin(), m_rest.end(), begin);
    m_rest.clear();
    const std::size_t room = std::min(atMost, shared.scratch.size()) - kept;
    const std::size_t count = m_transport->read(begin + kept, room);
    anyByte = anyByte || count > 0;
    return kept + count;
}

// The connection is closed and all of it was read. True: there is news.
bool UpstreamConnection::Private::finishClosed()
{
    if (!anyByte) {
        fail(ErrorKind::UpstreamUnreachable, "connection closed before an answer came");
        return true;
    }
    const Result<void> ended = parser.feedEnd();
    if (!ended)
        fail(ended.error().kind, ended.error().message);
    else if (m_transport->wasReset() && !parser.keepAlive())
        fail(ErrorKind::UpstreamProtocolError, "the connection was reset before the answer's end");
    return true;
}

bool UpstreamConnection::Private::headReady()
{
    if (failure || parser.isHeadDone())
        return true;
    if (!isConnected)
        return false;
    for (;;) {
        const std::size_t before = m_rest.size();
        const std::size_t size = read(before + kHeadRead);
        if (size == before) {
            m_rest.assign(shared.scratch.data(), size);
            return m_transport->hasEnded() && finishClosed();
        }
        const std::string_view bytes(shared.scratch.data(), size);
        const Result<std::size_t> used = parser.feedHead(bytes);
        if (!used) {
            failure = used.error();
            return true;
        }
        m_rest.assign(bytes.substr(*used));
        if (parser.isHeadDone()) {
            m_surplus = parser.isDone() && !m_rest.empty();
            return true;
        }
    }
}

bool UpstreamConnection::Private::pieceReady()
{
    if (failure || !piece.empty())
        return true;
    if (!parser.isHeadDone() && (!headReady() || failure))
        return failure.has_value();
    while (!parser.isDone()) {
        const std::size_t before = m_rest.size();
        const std::size_t size = read(shared.scratch.size());
        const Result<ResponseParser::Taken> taken = parser.feedBody(shared.scratch.data(), size);
        if (!taken) {
            failure = taken.error();
            return true;
        }
        m_rest.assign(shared.scratch.data() + taken->used, size - taken->used);
        piece = {shared.scratch.data(), taken->body};
        if (parser.isDone())
            m_surplus = !m_rest.empty();
        if (!piece.empty())
            return true;
        if (size == before && taken->used == 0)
            return m_transport->hasEnded() && finishClosed();
    }
    return true;
}

bool UpstreamConnection::Private::isReusable()
{
    return keepAlive.enabled && m_transport && !failure && parser.isHeadDone() && parser.isDone()
        && parser.keepAlive() && !m_surplus && isQuiet();
}

bool UpstreamConnection::Private::isQuiet() { return m_transport->isQuiet(); }

void UpstreamConnection::Private::reuse(TimePoint now)
{
    parser.reset(false);
    m_rest.clear();
    piece = {};
    anyByte = false;
    wasReused = true;
    times.started = times.connected = now;
}

void UpstreamConnection::Private::cut()
{
    unlink();
    if (m_dialer)
        delete std::exchange(m_dialer, nullptr); // not the caller: it is given up before it calls
    if (m_transport)
        m_transport->setUser(nullptr);
    if (m_socket)
        m_socket->disconnect(m_connection);
}

void UpstreamConnection::Private::expired()
{
    if (isIdle)
        onIdleEnd();
}

UpstreamConnection::UpstreamConnection(std::unique_ptr<Private> state, QObject* parent)
    : QObject(parent), d(std::move(state))
{
}

UpstreamConnection::~UpstreamConnection() { d->cut(); }

bool UpstreamConnection::connectReady() { return d->isConnected || d->failure; }
void UpstreamConnection::send(const QByteArray& message) { d->send(message); }
bool UpstreamConnection::wasReused() const { return d->wasReused; }
bool UpstreamConnection::anyByteReceived() const { return d->anyByte; }
const ConnectionTimes& UpstreamConnection::times() const { return d->times; }
WaitPoint& UpstreamConnection::waitPoint() { return d->point; }
bool UpstreamConnection::headReady() { return d->headReady(); }
const ResponseHead& UpstreamConnection::head() const { return d->parser.head(); }
bool UpstreamConnection::pieceReady() { return d->pieceReady(); }
std::string_view UpstreamConnection::piece() { return std::exchange(d->piece, {}); }

bool UpstreamConnection::isComplete() const
{
    return !d->failure && d->piece.empty() && d->parser.isHeadDone() && d->parser.isDone();
}

const Error* UpstreamConnection::failure() const { return d->failure ? &*d->failure : nullptr; }

} // namespace gateway::http
