#include "listener.h"

#include "acceptor.h"

#include "gateway/core/text/system_reason.h"
#include "gateway/core/log.h"
#include "gateway/http/transport/tls_server.h"
#include "gateway/http/transport/tls_transport.h"

#include <QHostAddress>

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>

namespace gateway::http {

namespace {

/// Pairs of loopback ports tried if any free one will do.
constexpr int kPortTries = 32;
/// Pause before accepting again when the system has no descriptors left.
constexpr Milliseconds kAcceptPause{200};
/// How long all clients must have been accepted before the log says that accepting works again.
constexpr Milliseconds kAcceptCalm{2000};
constexpr int kFirstFreePort = 1024;

/// A TLS handshake in progress; one that takes too long is ended.
class Handshake final : public TransportUser, public TimerEntry {
public:
    /// `ended` is called last.
    using Ended = std::function<void(Handshake&, std::unique_ptr<TlsTransport> encrypted)>;

    Handshake(std::unique_ptr<TlsTransport> transport, Ended ended)
        : m_transport(std::move(transport)), m_ended(std::move(ended))
    {
        m_transport->setUser(this);
    }

    void onReadable() override
    {
        m_transport->readAhead(1); // which drives the handshake
        if (m_transport->isEncrypted())
            end(std::move(m_transport));
    }
    void onClosed() override { end(nullptr); }

protected:
    void expired() override { end(nullptr); }

private:
    void end(std::unique_ptr<TlsTransport> encrypted)
    {
        const Ended ended = m_ended; // outlives this object
        ended(*this, std::move(encrypted));
    }

    std::unique_ptr<TlsTransport> m_transport;
    Ended m_ended;
};

std::string hostAndPort(const QHostAddress& address, int port)
{
    const std::string host = address.toString().toStdString();
    const bool isIPv6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    return (isIPv6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

bool areOne(const QHostAddress& a, const QHostAddress& b)
{
    const auto isAny = [](const QHostAddress& address) { return address == QHostAddress::AnyIPv4 || address == QHostAddress::AnyIPv6; };
    return a.protocol() == b.protocol() && (a == b || isAny(a) || isAny(b));
}

} // namespace

class Listener::Private final : public TimerEntry {
public:
    Private(Listener* listener, ServerContext serverContext) : m_listener(listener), context(std::move(serverContext)) { }

    Result<void> listenOn(const std::vector<QHostAddress>& hosts, int port);
    Result<void> listenOnAnyPort(const std::vector<QHostAddress>& hosts);
    void stopServers();
    void announceDrained();
    std::size_t count() const { return connections.size() + handshakes.size(); }

protected:
    void expired() override;

private:
    Result<bool> open(const QHostAddress& host, int port);
    bool openBeside(Acceptor& server, const QHostAddress& host, int port) const;
    void accept(qintptr descriptor);
    void acceptTls(qintptr descriptor);
    void handshakeEnded(Handshake& handshake, std::unique_ptr<TlsTransport> encrypted);
    void serve(std::unique_ptr<SocketTransport> transport);
    void acceptMore();
    void acceptIfRoom();
    void acceptFailed(const QString& reason);

    Listener* m_listener;
    bool m_isFull = false;
    bool m_wasFull = false; // this was logged
    bool m_isResting = false; // until the system may have descriptors again
    bool m_isShort = false;   // of descriptors, which was logged

public:
    ServerContext context;
    std::optional<TlsServer> tls;
    ListenAt asked;
    std::vector<Acceptor*> servers;
    std::vector<std::string> addresses;
    std::vector<ServerConnection*> connections;
    std::vector<std::unique_ptr<Handshake>> handshakes;
    int port = 0;
    bool isClosing = false;
    bool isRetiring = false;
    std::vector<const Listener*> own; // while opening
};

// Ignores listeners that are about to be replaced.
bool Listener::Private::openBeside(Acceptor& server, const QHostAddress& host, int wantedPort) const
{
    std::vector<Acceptor*> theirs;
    for (const Listener* listener : own)
        std::ranges::copy_if(listener->d->servers, std::back_inserter(theirs),
            [&](const Acceptor* each) { return each->serverPort() == wantedPort && areOne(each->serverAddress(), host); });
    return !theirs.empty() && server.openBeside(host, static_cast<quint16>(wantedPort), theirs);
}

// False: the machine does not have this address.
Result<bool> Listener::Private::open(const QHostAddress& host, int wantedPort)
{
    const Acceptor::Heard heard{[this](qintptr descriptor) { accept(descriptor); }, [this](const QString& reason) { acceptFailed(reason); }};
    auto* const server = new Acceptor(heard, m_listener);
    const auto isOpen = [&] {
        return server->open(host, static_cast<quint16>(wantedPort))
               || (server->serverError() == QAbstractSocket::AddressInUseError && openBeside(*server, host, wantedPort));
    };
    if (!isOpen()) {
        const QAbstractSocket::SocketError code = server->serverError();
        const std::string at = hostAndPort(host, wantedPort);
        const std::string detail = server->errorString().toStdString();
        delete server;
        if (code == QAbstractSocket::AddressInUseError)
            return failure(ErrorKind::PortTaken, {QT_TRANSLATE_NOOP("Error", "%1 is already in use."), {at}}, detail);
        if (code == QAbstractSocket::SocketAddressNotAvailableError
            || code == QAbstractSocket::UnsupportedSocketOperationError)
            return false;
        const bool isReserved = code == QAbstractSocket::SocketAccessError && wantedPort < kFirstFreePort;
        auto failed = failure(ErrorKind::Io,
                       isReserved
                ? Sentence(QT_TRANSLATE_NOOP("Error", "Cannot listen on %1: %2. Ports below 1024 need administrator rights: choose another with listen.http_port or "
        "--http-port (https_port for HTTPS)."),
                      {at, systemReason(detail)})
                : Sentence(QT_TRANSLATE_NOOP("Error", "Cannot listen on %1: %2."), {at, systemReason(detail)}),
                       detail);
        if (isReserved)
            failed.value().param = "listen.http_port";
        return failed;
    }
    servers.push_back(server);
    port = server->serverPort();
    addresses.push_back(hostAndPort(host, port));
    return true;
}

void Listener::Private::stopServers()
{
    unlink();
    m_isResting = m_isShort = false;
    for (Acceptor* server : servers) {
        server->shut();
        server->deleteLater(); // it may be accepting
    }
    servers.clear();
}

Result<void> Listener::Private::listenOn(const std::vector<QHostAddress>& hosts, int wantedPort)
{
    std::optional<Error> failed;
    for (const QHostAddress& host : hosts) {
        // The second address gets the port assigned to the first one.
        const Result<bool> opened = open(host, servers.empty() ? wantedPort : port);
        if (opened)
            continue;
        failed = opened.error();
        if (failed->kind == ErrorKind::PortTaken) // otherwise half of localhost would lead to another program
            break;
    }
    if (!servers.empty() && (!failed || failed->kind != ErrorKind::PortTaken))
        return {};
    if (!failed) {
        failed.emplace();
        failed->kind = ErrorKind::Io;
        failed->message = {QT_TRANSLATE_NOOP("Error", "This machine does not have the address %1."), {hosts.front().toString().toStdString()}};
        failed->param = kNoAddress;
    }
    stopServers();
    addresses.clear();
    port = 0;
    return tl::unexpected<Error>(std::move(*failed));
}

Result<void> Listener::Private::listenOnAnyPort(const std::vector<QHostAddress>& hosts)
{
    Result<void> listening = listenOn(hosts, 0);
    for (int tried = 1; tried < kPortTries && !listening && listening.error().kind == ErrorKind::PortTaken; ++tried)
        listening = listenOn(hosts, 0);
    return listening;
}

void Listener::Private::acceptMore()
{
    if (m_isFull || m_isResting)
        return;
    for (Acceptor* server : servers)
        server->resume();
}

// A waiting client would be reported at once, again and again, and keep a processor busy.
void Listener::Private::acceptFailed(const QString& reason)
{
    m_isResting = true;
    for (Acceptor* server : servers)
        server->pause();
    context.wheel->add(*this, kAcceptPause);
    if (!std::exchange(m_isShort, true))
        qCWarning(logHttp, "No new connections can be accepted at %s for now: %s. Existing connections are served, new ones wait",
                  addresses.front().c_str(), qUtf8Printable(reason));
}

void Listener::Private::expired()
{
    if (std::exchange(m_isResting, false)) {
        acceptMore();
        context.wheel->add(*this, kAcceptCalm); // unless that fails, too
    } else if (std::exchange(m_isShort, false)) {
        qCWarning(logHttp, "New connections are accepted again at %s", addresses.front().c_str());
    }
}

// Stays below the system's limit: others need descriptors, too.
void Listener::Private::acceptIfRoom()
{
    const auto most = static_cast<std::size_t>(context.limits.maxConnections);
    if (!m_isFull && count() >= most) {
        m_isFull = true;
        if (!std::exchange(m_wasFull, true))
            qCWarning(logHttp, "The limit of %zu client connections is reached; new ones wait until one is closed", most);
        const auto idle = std::find_if(connections.begin(), connections.end(), [](const auto* c) { return c->isIdle(); });
        for (Acceptor* server : servers)
            server->pause();
        if (idle != connections.end())
            (*idle)->closeWhenIdle(); // its client may connect again
    } else if (m_isFull && count() < most) {
        m_isFull = false;
        acceptMore();
    }
}

void Listener::Private::accept(qintptr descriptor)
{
    if (tls) {
        acceptTls(descriptor);
        return;
    }
    serve(std::make_unique<SocketTransport>(descriptor));
}

void Listener::Private::acceptTls(qintptr descriptor)
{
    const auto ended = [this](Handshake& handshake, std::unique_ptr<TlsTransport> encrypted) {
        handshakeEnded(handshake, std::move(encrypted));
    };
    auto handshake = std::make_unique<Handshake>(std::make_unique<TlsTransport>(descriptor, *tls), ended);
    context.wheel->add(*handshake, Milliseconds{context.limits.head_ms});
    handshakes.push_back(std::move(handshake));
    acceptIfRoom();
}

void Listener::Private::handshakeEnded(Handshake& handshake, std::unique_ptr<TlsTransport> encrypted)
{
    const auto found = std::find_if(
        handshakes.begin(), handshakes.end(), [&](const auto& candidate) { return candidate.get() == &handshake; });
    const std::unique_ptr<Handshake> done = std::move(*found);
    handshakes.erase(found);
    if (encrypted) {
        serve(std::move(encrypted));
        return;
    }
    acceptIfRoom();
    announceDrained();
}

void Listener::Private::serve(std::unique_ptr<SocketTransport> transport)
{
    auto* const connection = new ServerConnection(std::move(transport), tls.has_value(), context, m_listener);
    QObject::connect(connection, &ServerConnection::closed, m_listener, [this, connection] {
        std::erase(connections, connection);
        connection->deleteLater();
        acceptIfRoom();
        announceDrained();
    });
    connections.push_back(connection);
    acceptIfRoom();
    if (isRetiring)
        connection->closeAfterAnswer();
    else if (isClosing)
        connection->closeWhenIdle();
}

// Queued: never within the close() that caused it.
void Listener::Private::announceDrained()
{
    if (!isClosing || !connections.empty() || !handshakes.empty())
        return;
    QMetaObject::invokeMethod(
        m_listener,
        [this] {
            if (isClosing && connections.empty() && handshakes.empty()) {
                isClosing = false;
                Q_EMIT m_listener->drained();
            }
        },
        Qt::QueuedConnection);
}

Listener::Listener(ServerContext context, QObject* parent)
    : QObject(parent), d(std::make_unique<Private>(this, std::move(context)))
{
}

Listener::~Listener()
{
    // While the objects they refer to exist, and without being notified of their ends.
    d->handshakes.clear();
    for (ServerConnection* connection : std::exchange(d->connections, {})) {
        connection->disconnect(this);
        delete connection;
    }
}

Result<void> Listener::listen(const ListenAt& at, const std::vector<const Listener*>& own)
{
    Q_ASSERT(d->servers.empty());
    d->tls.reset();
    if (at.tls) {
        Result<TlsServer> server = TlsServer::make(*at.tls);
        if (!server)
            return failure(std::move(server.error()));
        d->tls = std::move(*server);
    }
    d->isClosing = d->isRetiring = false;
    d->asked = at;
    const QHostAddress host(QString::fromStdString(at.address));
    if (host.isNull())
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "\"%1\" is not an address to listen on."), {at.address}});
    std::vector<QHostAddress> hosts{host};
    if (host == QHostAddress(QHostAddress::LocalHost))
        hosts.emplace_back(QHostAddress::LocalHostIPv6);
    d->own = own;
    auto listening = at.port == 0 ? d->listenOnAnyPort(hosts) : d->listenOn(hosts, at.port);
    d->own.clear();
    return listening;
}

bool Listener::listensAt(const std::string& address, int port) const
{
    return !d->servers.empty() && d->asked.address == address && d->asked.port == port;
}

bool Listener::isInTheWayOf(const Listener& other) const
{
    return std::ranges::any_of(d->servers, [&](const Acceptor* mine) {
        return std::ranges::any_of(other.d->servers, [&](const Acceptor* theirs) {
            return mine->serverPort() == theirs->serverPort() && areOne(mine->serverAddress(), theirs->serverAddress());
        });
    });
}

Result<void> Listener::renewTls(const QSslConfiguration& tls)
{
    Q_ASSERT(d->tls);
    Result<TlsServer> server = TlsServer::make(tls);
    if (!server)
        return failure(std::move(server.error()));
    d->tls = std::move(*server); // existing connections keep the one they began with
    return {};
}

const std::vector<std::string>& Listener::addresses() const { return d->addresses; }
int Listener::port() const { return d->port; }
void Listener::setLimits(const ServerLimits& limits) { d->context.limits = limits; }

void Listener::close()
{
    d->stopServers();
    d->isClosing = true;
    d->isRetiring = false;
    d->handshakes.clear();
    const std::vector<ServerConnection*> connections = d->connections;
    for (ServerConnection* connection : connections)
        connection->closeWhenIdle();
    d->announceDrained();
}

void Listener::retire()
{
    d->isClosing = d->isRetiring = true;
    const std::vector<Acceptor*> servers = d->servers; // accepting the last client for which there is room may change the list
    for (Acceptor* server : servers)
        server->acceptWaiting();
    d->stopServers();
    const std::vector<ServerConnection*> connections = d->connections;
    for (ServerConnection* connection : connections)
        connection->closeAfterAnswer();
    d->announceDrained();
}

void Listener::stopNow()
{
    const std::vector<ServerConnection*> connections = d->connections; // each may be destroyed by the call
    for (ServerConnection* connection : connections)
        connection->stopNow();
}

void Listener::abandon()
{
    for (ServerConnection* connection : d->connections) // none is destroyed before the next iteration of the event loop
        connection->abandon();
}

std::size_t Listener::connectionCount() const { return d->count(); }

} // namespace gateway::http
