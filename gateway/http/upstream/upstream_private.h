#pragma once

#include "dialer.h"
#include "response_parser.h"
#include "upstream.h"
#include "upstream_tls.h"

#include "gateway/http/transport/socket_transport.h"

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace gateway::http {

class TlsTransport;

/// Shared by all connections of a pool.
struct UpstreamShared {
    TimerWheel& wheel;
    UpstreamTls tls;
    std::vector<int> ownPorts; ///< ports on which this gateway listens
    /// Buffer for reading and unframing responses: a piece is valid until its exchange waits again, and nothing else is
    /// read before that.
    std::array<char, ResponseParser::kMaxHeaderBytes + 16 * 1024> scratch;
};

/// A connection of the pool.
class PooledConnection final : public QObject, public UpstreamConnection {
public:
    class Private;
    PooledConnection(std::unique_ptr<Private> state, QObject* parent);
    ~PooledConnection() override;

    bool connectReady() override;
    void send(const Slices& message) override;
    bool wasReused() const override;
    bool anyByteReceived() const override;
    bool wasStale() const override;
    bool tookRequest() const override;
    const ConnectionTimes& times() const override;

    WaitPoint& waitPoint() override;
    bool headReady() override;
    const ResponseHead& head() const override;
    bool pieceReady() override;
    std::string_view piece() override;
    void spend(std::size_t bytes) override;
    bool isComplete() const override;
    const Error* failure() const override;

private:
    friend class UpstreamPool;
    std::unique_ptr<Private> d;
};

/// The state of a connection. As a timer entry it is the idle limit.
class PooledConnection::Private final : public TimerEntry, public TransportUser {
public:
    Private(UpstreamShared& shared, Origin connectionOrigin, KeepAlive connectionKeepAlive);

    /// Begins to connect. Failures are set in `failure`, now or later.
    void open(PooledConnection* connection, const QNetworkProxy& proxy, const Sentence& proxyRemedy = {});
    void send(const Slices& message);
    /// Prepares for the next request on the same connection.
    void reuse(TimePoint now);
    /// Whether the response was read completely and the connection may be reused.
    bool isReusable();
    /// Whether nothing has been received that makes it unusable.
    bool isQuiet();
    bool tookRequest() const;
    void fail(ErrorKind kind, Sentence message, std::string detail = {});
    /// `reason` with the proxy that caused it, if any.
    Sentence byProxy(Sentence reason) const;
    void cut(); // no signal arrives after this

    bool headReady();
    bool pieceReady();
    void spend(std::size_t bytes);

    UpstreamShared& shared;
    Origin origin;
    KeepAlive keepAlive;
    /// Called if the connection becomes unusable or reaches its limit while idle.
    std::function<void()> onIdleEnd;
    bool isIdle = false;

    WaitPoint point;
    ConnectionTimes times;
    bool isConnected = false;
    bool wasReused = false;
    bool anyByte = false;
    std::string_view piece;
    ResponseParser parser;
    std::optional<Error> failure;
    bool wasStale = false;

protected:
    void expired() override;

private:
    void dial(const std::string& host, int port);
    void forwardBy(const QNetworkProxy& proxy);
    void failByProxy(Sentence words, std::string detail = {});
    void refuseForward();
    void pass(const Slices& message);
    bool isOwnListener(const QHostAddress& address, int port) const;
    void dialThrough(const QNetworkProxy& proxy);
    void onReached(QTcpSocket& socket);
    void shakeHands();
    void onConnected();
    void onReadable() override;
    void onClosed() override;
    void failConnecting(QAbstractSocket::SocketError error);
    std::size_t read(std::size_t atMost);
    std::size_t mostOfPiece() const;
    bool finishClosed();

    PooledConnection* m_connection = nullptr;
    std::optional<TlsClient> m_tlsClient; // until the host is reached
    std::string m_proxyName; ///< with its port; empty: none
    Sentence m_proxyRemedy;  ///< may be empty
    std::optional<QNetworkProxy> m_forwarder; // to which requests are sent in absolute form
    bool m_isRefusedByProxy = false;
    Dialer* m_dialer = nullptr; // while resolving and connecting
    QTcpSocket* m_socket = nullptr; // while connecting through a proxy
    TlsTransport* m_handshake = nullptr; // `m_transport`, until TLS is established
    std::unique_ptr<SocketTransport> m_transport; // once the host is reached
    Slices m_message; // until the connection is established
    std::string m_rest;   // read, but not used yet
    bool m_surplus = false;
};

class UpstreamPool::Private {
public:
    explicit Private(TimerWheel& wheel) : shared{wheel, {}, {}, {}} { }
    void countActive()
    {
        ++active;
        mostSinceCalm = std::max(mostSinceCalm, active);
        mostSinceEmpty = std::max(mostSinceEmpty, active);
    }

    UpstreamShared shared;
    std::map<std::string, std::pair<QNetworkProxy, Sentence>> proxies; ///< each with the remedy for its problems
    std::map<std::string, Sentence> refusedProxies; // reason by key
    std::map<Origin, std::vector<PooledConnection*>> idle; // most recently used last; empty lists are kept
    std::size_t idleTotal = 0;
    std::size_t active = 0;
    std::size_t mostSinceCalm = 0;  // maximum in use at once since the last burst was over
    std::size_t mostSinceEmpty = 0; // ... since the pool was empty
    TimePoint lastUse{};
    WallTime lastUseOnTheWall{};
};

} // namespace gateway::http
