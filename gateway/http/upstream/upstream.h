#pragma once

#include "gateway/http/answer.h"
#include "gateway/http/slice.h"

#include "gateway/core/result.h"
#include "gateway/loop/timer_wheel.h"
#include "gateway/loop/wait.h"

#include <QByteArray>
#include <QList>
#include <QNetworkProxy>
#include <QObject>

#include <compare>
#include <memory>
#include <string>
#include <vector>

class QSslCertificate;

namespace gateway::http {

using Authorities = std::shared_ptr<const QList<QSslCertificate>>;

/// Connections with equal origins are interchangeable.
struct Origin {
    bool isSecure = false;
    std::string host; ///< name or address literal (IPv6 without brackets)
    int port = 80;
    bool verify = true;      ///< TLS: against the system's store, or `caFile` if set
    std::string caFile;      ///< path of a PEM file; read at its first use in the pool, unless `authorities` are known
    Authorities authorities; ///< read from `caFile`, or replacing the system's; null: not read yet
    Sentence authorityProblem; ///< why a source of authorities is unusable, as a sentence without its end; empty: no problem
    std::string proxy;       ///< "" none, else the key with which `setProxy()` was called

    auto operator<=>(const Origin&) const = default; // NOLINT(modernize-use-nullptr): clang-tidy 14 takes it for a 0
    /// "https://api.deepseek.com:443"
    std::string toString() const;
};

/// How connections of an origin are kept open.
struct KeepAlive {
    bool enabled = true;
    int idle_ms = 60000;
    int pool = 30;
};

/// The times of the steps of a connection. Unset (epoch) if not reached. Steady clock.
struct ConnectionTimes {
    TimePoint started;
    TimePoint reached; ///< the host (for http:// through an HTTP proxy: the proxy) is connected, TLS begins; for a pooled one as below
    TimePoint connected; ///< end of the TLS handshake; equal to `started` for a pooled one
};

/// A connection to an upstream, HTTP/1.1 with keep-alive, one request at a time. Gateway thread.
class UpstreamConnection : public Answer {
public:
    /// True once the connection (with TLS) is established or has failed.
    virtual bool connectReady() = 0;
    /// Sends a complete request: header and body as they are on the wire. May be called before the connection is
    /// established; the request is sent as soon as it is.
    virtual void send(const Slices& message) = 0;
    virtual bool wasReused() const = 0;
    /// Whether any byte of a response was received.
    virtual bool anyByteReceived() const = 0;
    /// Whether it is a reused connection that failed early and without any response byte, as it does if the peer had
    /// closed it meanwhile: the request was not processed and may be sent once more on a new connection. One that fails
    /// later may have been processed. Source: RFC 9110 §9.2.2, RFC 9112 §9.3.1.
    virtual bool wasStale() const = 0;
    /// Whether the whole request was sent, no proxy rejected it, and the peer has not discarded it: a peer that closes
    /// without having read it resets the connection. Source: RFC 1122 §4.2.2.13.
    virtual bool tookRequest() const = 0;
    virtual const ConnectionTimes& times() const = 0;
};

class Upstreams;

/// Holds a connection for one attempt. On destruction the connection returns to the pool if its response was read
/// completely, may be kept alive and left no surplus bytes; otherwise it is closed, which cancels the upstream request
/// at once.
class Lease {
public:
    Lease() = default;
    Lease(Upstreams* upstreams, UpstreamConnection* connection) : m_upstreams(upstreams), m_connection(connection) {}
    Lease(Lease&& other) noexcept;
    Lease& operator=(Lease&& other) noexcept;
    ~Lease();

    UpstreamConnection* operator->() const { return m_connection; }
    UpstreamConnection& operator*() const { return *m_connection; }
    explicit operator bool() const { return m_connection != nullptr; }

private:
    void release();
    Upstreams* m_upstreams = nullptr;
    UpstreamConnection* m_connection = nullptr;
};

/// The source of connections for requests to upstreams. Must outlive its leases. Gateway thread.
class Upstreams {
public:
    /// A connection to `origin`, which may still be connecting. `fresh`: never a reused one. Never fails; the
    /// connection reports its failure.
    virtual Lease acquire(const Origin& origin, const KeepAlive& keepAlive, bool fresh = false) = 0;

protected:
    ~Upstreams() = default;

private:
    friend class Lease;
    /// A connection from `acquire()` is no longer used.
    virtual void giveBack(UpstreamConnection* connection) = 0;
};

class PooledConnection;

/// Keep-alive connections by origin: the most recently used first, with a maximum number and an idle limit; one that
/// becomes readable or closes while idle is dropped. Must outlive its leases. Gateway thread.
class UpstreamPool final : public QObject, public Upstreams {
    Q_OBJECT
public:
    UpstreamPool(TimerWheel& wheel, QObject* parent);
    ~UpstreamPool() override;

    /// An idle connection, or a new one that is connecting.
    Lease acquire(const Origin& origin, const KeepAlive& keepAlive, bool fresh = false) override;

    /// Sets the proxy for origins whose `proxy` is `key`; without it their connections fail. Requests to http://
    /// origins are sent to an HTTP proxy in absolute form, those to https:// ones through CONNECT. `remedy`: what to do
    /// about a problem of the proxy, as a sentence without its end; may be empty.
    void setProxy(const std::string& key, const QNetworkProxy& proxy, const Sentence& remedy = {});
    /// Connections of origins whose `proxy` is `key` fail with `why`: their proxy is unusable.
    void refuseProxy(const std::string& key, const Sentence& why);

    /// Sets the ports on which this gateway listens: a connection that would lead to one of them on this machine fails
    /// with LoopDetected before it is made.
    void setOwnPorts(std::vector<int> ports);

    /// Closes all idle connections (after a change of a CA file or proxy, or at a stop).
    void clear();
    std::size_t idleCount() const;
    std::size_t activeCount() const;

Q_SIGNALS:
    /// Emitted when, after many connections were in use at once, none is any more: once the idle ones are down to the
    /// number that is kept, and again once none is left.
    void burstOver();

private:
    class Private;
    PooledConnection* takeIdle(const Origin& origin);
    void dropIdle(PooledConnection* connection);
    void giveBack(UpstreamConnection* connection) override;
    void dropAfterSleep();
    void dropAllIdle();
    void lookForCalm();
    std::unique_ptr<Private> d;
};

} // namespace gateway::http
