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

/// What the connections of one pool share.
struct UpstreamShared {
    TimerWheel& wheel;
    UpstreamTls tls;
    std::vector<int> ownPorts; ///< where this gateway listens itself
    /// Where answers are read and unframed: a piece lives until its exchange
    /// waits again, and nobody else reads before that.
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

/// A connection's state. As a timer entry it is the limit of being idle.
class PooledConnection::Private final : public TimerEntry, public TransportUser {
public:
    Private(UpstreamShared& shared, Origin connectionOrigin, KeepAlive connectionKeepAlive);

    /// Begins to connect. A failure shows in `failure`, now or later.
    void open(PooledConnection* connection, const QNetworkProxy& proxy, const Sentence& proxyRemedy = {});
    void send(const Slices& message);
    /// Ready for the next request on the same connection.
    void reuse(TimePoint now);
    /// Whether the answer was read to its end and the connection may serve again.
    bool isReusable();
    /// Whether nothing has come that would show that it is no longer good.
    bool isQuiet();
    bool tookRequest() const;
    void fail(ErrorKind kind, Sentence message, std::string detail = {});
    /// `reason` with the proxy that it came from, where there is one.
    Sentence byProxy(Sentence reason) const;
    void cut(); // no signal arrives from here on

    bool headReady();
    bool pieceReady();
    void spend(std::size_t bytes);

    UpstreamShared& shared;
    Origin origin;
    KeepAlive keepAlive;
    /// Called while idle, when the connection is no longer good or was idle for too long.
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
    std::string m_proxyName; ///< with its port; empty: there is none
    Sentence m_proxyRemedy;  ///< may be empty
    std::optional<QNetworkProxy> m_forwarder; // which requests are sent to in absolute form
    bool m_isRefusedByProxy = false;
    Dialer* m_dialer = nullptr; // while it looks for the host
    QTcpSocket* m_socket = nullptr; // while it connects through a proxy
    TlsTransport* m_handshake = nullptr; // `m_transport`, until it is encrypted
    std::unique_ptr<SocketTransport> m_transport; // once the host is reached
    Slices m_message; // until the connection stands
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
    std::map<std::string, std::pair<QNetworkProxy, Sentence>> proxies; ///< each with what to do where it is at fault
    std::map<std::string, Sentence> refusedProxies; // why, by key
    std::map<Origin, std::vector<PooledConnection*>> idle; // the last one was used last; an empty list stays
    std::size_t idleTotal = 0;
    std::size_t active = 0;
    std::size_t mostSinceCalm = 0;  // in use at once since a burst was last over
    std::size_t mostSinceEmpty = 0; // ... since the pool was empty
    TimePoint lastUse{};
    WallTime lastUseOnTheWall{};
};

} // namespace gateway::http
