#include "upstream_private.h"

#include "gateway/core/text/ascii.h"
#include "gateway/core/text/origin_text.h"
#include "gateway/http/chunk_rules.h"
#include "gateway/http/proxy/plain_proxy.h"
#include "gateway/http/proxy/socket_reason.h"
#include "gateway/http/tls/authority_file.h"
#include "gateway/http/transport/tls_transport.h"

#include <QtGlobal>

#include <algorithm>

namespace gateway::http {

namespace {

/// Small, since what comes behind the head has to be kept until it is asked for.
constexpr std::size_t kHeadRead = 16 * 1024;
/// Of a stream, whose events are each much more work than their bytes.
constexpr std::size_t kTextRead = 8 * 1024;

/// Of one that the other side had closed a request learns within a round trip, on however slow a network.
constexpr std::chrono::seconds kStaleWithin{1};

std::string nameOf(const QNetworkProxy& proxy)
{
    return proxy.type() == QNetworkProxy::NoProxy ? std::string() : proxy.hostName().toStdString() + ':' + std::to_string(proxy.port());
}

/// Who should have vouched for its certificate and does not.
Sentence trustRemedyFor(const Origin& origin)
{
    return origin.authorityProblem.isEmpty() ? trustRemedy(origin.caFile, origin.authorities != nullptr) : origin.authorityProblem;
}

} // namespace

std::string Origin::toString() const
{
    return originText(isSecure ? "https" : "http", host, port);
}

PooledConnection::Private::Private(UpstreamShared& poolShared, Origin connectionOrigin, KeepAlive connectionKeepAlive)
    : shared(poolShared), origin(std::move(connectionOrigin)), keepAlive(connectionKeepAlive)
{
    parser.reset(false);
}

void PooledConnection::Private::open(PooledConnection* connection, const QNetworkProxy& proxy, const Sentence& proxyRemedy)
{
    m_connection = connection;
    m_proxyRemedy = proxyRemedy;
    times.started = std::chrono::steady_clock::now();
    if (origin.isSecure) {
        const Result<TlsClient> client = shared.tls.clientFor(origin);
        if (!client) {
            failure = client.error();
            return;
        }
        m_tlsClient = *client;
    }
    if (proxy.type() == QNetworkProxy::NoProxy)
        dial(origin.host, origin.port);
    else if (!origin.isSecure && forwardsPlainHttp(proxy))
        forwardBy(proxy);
    else
        dialThrough(proxy);
}

void PooledConnection::Private::forwardBy(const QNetworkProxy& proxy)
{
    m_proxyName = nameOf(proxy);
    m_forwarder = proxy;
    dial(proxy.hostName().toStdString(), proxy.port());
}

void PooledConnection::Private::dial(const std::string& host, int port)
{
    Dialer::Callbacks callbacks;
    callbacks.isAllowed = [this, port](const QHostAddress& address) { return !isOwnListener(address, port); };
    callbacks.connected = [this](QTcpSocket* socket) {
        std::exchange(m_dialer, nullptr)->deleteLater(); // and its sockets with it
        onReached(*socket);
    };
    callbacks.failed = [this](QAbstractSocket::SocketError error, const QString& text) {
        std::exchange(m_dialer, nullptr)->deleteLater();
        failByProxy(socketReason(m_forwarder ? atProxy(error) : error, QNetworkProxy::NoProxy), text.toStdString());
        point.wake();
    };
    callbacks.refused = [this] {
        std::exchange(m_dialer, nullptr)->deleteLater();
        fail(ErrorKind::LoopDetected, QT_TRANSLATE_NOOP("Error", "the address leads back to this gateway"));
        point.wake();
    };
    m_dialer = new Dialer(shared.wheel, std::move(callbacks), m_connection);
    m_dialer->dial(host, port);
}

bool PooledConnection::Private::isOwnListener(const QHostAddress& address, int port) const
{
    const auto& own = shared.ownPorts;
    return std::find(own.begin(), own.end(), port) != own.end() && isOwnAddress(address);
}

// The proxy finds the way to the host.
void PooledConnection::Private::dialThrough(const QNetworkProxy& proxy)
{
    m_proxyName = nameOf(proxy);
    m_socket = new QTcpSocket(m_connection);
    m_socket->setProxy(proxy);
    connect(m_socket, &QTcpSocket::errorOccurred, m_connection, [this](QAbstractSocket::SocketError error) {
        failConnecting(error);
    });
    connect(m_socket, &QTcpSocket::disconnected, m_connection, [this] {
        failConnecting(QAbstractSocket::RemoteHostClosedError);
    });
    connect(m_socket, &QTcpSocket::connected, m_connection, [this] {
        QTcpSocket* const socket = std::exchange(m_socket, nullptr);
        socket->disconnect(m_connection);
        onReached(*socket);
        socket->deleteLater(); // its own signal is on the stack
    });
    m_socket->connectToHost(QString::fromStdString(origin.host), static_cast<quint16>(origin.port));
}

// The host is there: what is left is TLS.
void PooledConnection::Private::onReached(QTcpSocket& socket)
{
    times.reached = std::chrono::steady_clock::now();
    socket.setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    const qintptr descriptor = takeConnection(socket);
    if (descriptor == -1) {
        fail(ErrorKind::UpstreamUnreachable, byProxy(socketReason(QAbstractSocket::SocketResourceError, QNetworkProxy::NoProxy)));
        point.wake();
        return;
    }
    if (!m_tlsClient) {
        m_transport = std::make_unique<SocketTransport>(descriptor);
        m_transport->setUser(this);
        onConnected();
        return;
    }
    auto tls = std::make_unique<TlsTransport>(descriptor, *std::exchange(m_tlsClient, {}), origin.host, origin.port);
    m_handshake = tls.get();
    m_transport = std::move(tls);
    m_transport->setUser(this);
    shakeHands();
}

void PooledConnection::Private::shakeHands()
{
    m_transport->readAhead(1); // which carries it on
    if (m_handshake->isEncrypted()) {
        m_handshake = nullptr;
        onConnected();
    } else if (!m_transport->isOpen()) {
        Error error = m_handshake->handshakeError();
        Sentence why = byProxy(std::move(error.message));
        if (m_handshake->lacksAuthority())
            why = {QT_TRANSLATE_NOOP("Error", "%1. %2"), {std::move(why), trustRemedyFor(origin)}};
        fail(error.kind, std::move(why), std::move(error.detail));
        point.wake();
    }
}

void PooledConnection::Private::onConnected()
{
    isConnected = true;
    times.connected = std::chrono::steady_clock::now();
    m_transport->write(std::exchange(m_message, {}));
    point.wake();
}

void PooledConnection::Private::onReadable()
{
    if (m_handshake) {
        shakeHands();
        return;
    }
    if (!isIdle)
        point.wake();
    else if (!isQuiet()) // TLS may have something to say for itself
        onIdleEnd(); // nothing was asked: it is no longer in step
}

// What came before it is read first; the end is judged behind it.
void PooledConnection::Private::onClosed() { onReadable(); }

Sentence PooledConnection::Private::byProxy(Sentence reason) const
{
    return m_proxyName.empty() ? reason : Sentence(QT_TRANSLATE_NOOP("Error", "%1 (proxy %2)"), {std::move(reason), m_proxyName});
}

void PooledConnection::Private::fail(ErrorKind kind, Sentence message, std::string detail)
{
    if (failure)
        return;
    failure.emplace();
    failure->kind = kind;
    failure->message = std::move(message);
    failure->detail = std::move(detail);
    wasStale = wasReused && !anyByte && std::chrono::steady_clock::now() - times.started <= kStaleWithin;
}

/// With the proxy that is on the way, if there is one, and where `words` are about it, with what to do.
void PooledConnection::Private::failByProxy(Sentence words, std::string detail)
{
    const bool isRemediable = words.pattern.starts_with("the proxy") && !m_proxyRemedy.isEmpty();
    Sentence why = byProxy(std::move(words));
    if (isRemediable)
        why = {QT_TRANSLATE_NOOP("Error", "%1. %2"), {std::move(why), m_proxyRemedy}};
    fail(ErrorKind::UpstreamUnreachable, std::move(why), std::move(detail));
}

void PooledConnection::Private::failConnecting(QAbstractSocket::SocketError error)
{
    failByProxy(socketReason(error, m_socket->proxy()), m_socket->errorString().toStdString());
    point.wake();
}

void PooledConnection::Private::send(const Slices& message)
{
    if (message.front().bytes.starts_with("HEAD "))
        parser.reset(true);
    if (!m_forwarder) {
        pass(message);
        return;
    }
    Slices forwarded = message;
    forwarded.front() = Slice(absoluteForm(message.front().bytes, origin.toString(), *m_forwarder));
    pass(forwarded);
}

void PooledConnection::Private::pass(const Slices& message)
{
    if (isConnected)
        m_transport->write(message);
    else
        m_message = message;
}

std::size_t PooledConnection::Private::read(std::size_t atMost)
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
bool PooledConnection::Private::finishClosed()
{
    if (!anyByte) {
        failByProxy(Sentence::of(m_forwarder ? QT_TRANSLATE_NOOP("Error", "the proxy closed the connection before an answer was received") : QT_TRANSLATE_NOOP("Error", "connection closed before an answer was received")));
        return true;
    }
    const Result<void> ended = parser.feedEnd();
    if (!ended)
        fail(ended.error().kind, ended.error().message);
    else if (m_transport->wasReset() && !parser.keepAlive())
        fail(ErrorKind::UpstreamProtocolError, QT_TRANSLATE_NOOP("Error", "the connection was reset before the end of the answer"));
    else if (m_transport->lacksGoodBye() && !parser.keepAlive()) // nothing else says where it ends. Source: RFC 9112 §9.8
        fail(ErrorKind::UpstreamProtocolError, QT_TRANSLATE_NOOP("Error", "the connection was cut off, possibly before the end of the answer"));
    return true;
}

bool PooledConnection::Private::headReady()
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
            if (m_forwarder)
                refuseForward();
            return true;
        }
    }
}

// What the proxy says for itself is not the provider's answer.
void PooledConnection::Private::refuseForward()
{
    const ResponseHead& head = parser.head();
    const auto refusal = proxyRefusal(head.status, [&head](std::string_view name) { return std::string(head.headers.find(name).value_or(std::string_view())); });
    if (!refusal)
        return;
    m_isRefusedByProxy = true;
    failByProxy(*refusal);
}

bool PooledConnection::Private::pieceReady()
{
    if (failure || !piece.empty())
        return true;
    if (!parser.isHeadDone() && (!headReady() || failure))
        return failure.has_value();
    while (!parser.isDone()) {
        const std::size_t before = m_rest.size();
        const std::size_t size = read(before + mostOfPiece());
        const Result<ResponseParser::Taken> taken = parser.feedBody(shared.scratch.data(), size);
        if (!taken) {
            failure = taken.error();
            return true;
        }
        spend(kFramingCost * (taken->used - taken->body));
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

// Short where there may be events or chunks.
std::size_t PooledConnection::Private::mostOfPiece() const
{
    const ResponseHead& head = parser.head();
    if (startsIgnoringCase(head.headers.find("content-type").value_or(std::string_view()), "text/"))
        return kTextRead;
    return head.contentLength ? shared.scratch.size() : kHeadRead;
}

void PooledConnection::Private::spend(std::size_t bytes)
{
    if (m_transport)
        m_transport->spend(bytes);
}

bool PooledConnection::Private::isReusable()
{
    return keepAlive.enabled && m_transport && !failure && parser.isHeadDone() && parser.isDone()
        && parser.keepAlive() && !m_surplus && isQuiet();
}

bool PooledConnection::Private::isQuiet() { return m_transport->isQuiet(); }

bool PooledConnection::Private::tookRequest() const
{
    return isConnected && m_transport->pendingBytes() == 0 && !m_transport->wasReset() && !m_isRefusedByProxy;
}

void PooledConnection::Private::reuse(TimePoint now)
{
    parser.reset(false);
    m_rest.clear();
    piece = {};
    anyByte = false;
    wasReused = true;
    times.started = times.reached = times.connected = now;
}

void PooledConnection::Private::cut()
{
    unlink();
    if (m_dialer)
        delete std::exchange(m_dialer, nullptr); // not the caller: it is given up before it calls
    if (m_transport)
        m_transport->setUser(nullptr);
    if (m_socket)
        m_socket->disconnect(m_connection);
}

void PooledConnection::Private::expired()
{
    if (isIdle)
        onIdleEnd();
}

PooledConnection::PooledConnection(std::unique_ptr<Private> state, QObject* parent)
    : QObject(parent), d(std::move(state))
{
}

PooledConnection::~PooledConnection() { d->cut(); }

bool PooledConnection::connectReady() { return d->isConnected || d->failure; }
void PooledConnection::send(const Slices& message) { d->send(message); }
bool PooledConnection::wasReused() const { return d->wasReused; }
bool PooledConnection::anyByteReceived() const { return d->anyByte; }
bool PooledConnection::wasStale() const { return d->wasStale; }
bool PooledConnection::tookRequest() const { return d->tookRequest(); }
const ConnectionTimes& PooledConnection::times() const { return d->times; }
WaitPoint& PooledConnection::waitPoint() { return d->point; }
bool PooledConnection::headReady() { return d->headReady(); }
const ResponseHead& PooledConnection::head() const { return d->parser.head(); }
bool PooledConnection::pieceReady() { return d->pieceReady(); }
std::string_view PooledConnection::piece() { return std::exchange(d->piece, {}); }

void PooledConnection::spend(std::size_t bytes) { d->spend(bytes); }

bool PooledConnection::isComplete() const
{
    return !d->failure && d->piece.empty() && d->parser.isHeadDone() && d->parser.isDone();
}

const Error* PooledConnection::failure() const { return d->failure ? &*d->failure : nullptr; }

} // namespace gateway::http
