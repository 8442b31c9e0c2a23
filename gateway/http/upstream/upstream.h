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

/// What makes two connections interchangeable.
struct Origin {
    bool isSecure = false;
    std::string host; ///< name or address literal (IPv6 without brackets)
    int port = 80;
    bool verify = true;      ///< TLS: against the system's store, or `caFile` where set
    std::string caFile;      ///< path of a PEM file; read when the pool first meets it, unless `authorities` are known
    Authorities authorities; ///< that were read from it, or that stand for the system's; null: not read yet
    Sentence authorityProblem; ///< why something that was to vouch for it is of no use, as a sentence without its end; empty: nothing
    std::string proxy;       ///< "" none, else the key under which `PoolOptions::proxy` was set

    auto operator<=>(const Origin&) const = default; // NOLINT(modernize-use-nullptr): clang-tidy 14 takes it for a 0
    /// "https://api.deepseek.com:443"
    std::string toString() const;
};

/// How connections of one origin are kept.
struct KeepAlive {
    bool enabled = true;
    int idle_ms = 60000;
    int pool = 30;
};

/// Where the time went. Unset (epoch) while not reached. Steady clock.
struct ConnectionTimes {
    TimePoint started;
    TimePoint reached; ///< the host (for http:// through an HTTP proxy: the proxy) is connected, TLS begins; as below for a pooled one
    TimePoint connected; ///< end of the TLS handshake; equal to `started` for a pooled one
};

/// One connection to an upstream, HTTP/1.1 with keep-alive, one request at a
/// time. Gateway thread.
class UpstreamConnection : public Answer {
public:
    /// True once the connection (and TLS) stands or has failed.
    virtual bool connectReady() = 0;
    /// Sends one whole request: head and body as they go on the wire. May be
    /// called before the connection stands; it leaves as soon as it does.
    virtual void send(const Slices& message) = 0;
    virtual bool wasReused() const = 0;
    /// Whether any byte of an answer has come.
    virtual bool anyByteReceived() const = 0;
    /// A reused connection on which nothing came, and which failed as soon as one does that the other side had closed
    /// meanwhile: the request was not looked at and may be sent once more on a fresh one. One that fails later may have
    /// been worked on. Source: RFC 9110 §9.2.2, RFC 9112 §9.3.1.
    virtual bool wasStale() const = 0;
    /// All of the request has left, no proxy refused it, and the other side has not thrown it away: one that closes without
    /// having read it resets the connection. Source: RFC 1122 §4.2.2.13.
    virtual bool tookRequest() const = 0;
    virtual const ConnectionTimes& times() const = 0;
};

class Upstreams;

/// Holds a connection for one attempt. When it goes, the connection returns to
/// the pool if its answer was read to the end, may be kept alive and left no
/// surplus bytes; else it is dropped, which cancels the upstream at once.
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

/// Where requests to upstreams get their connections. Must outlive its leases. Gateway thread.
class Upstreams {
public:
    /// A connection to `origin`, which may still be connecting. `fresh`: never one that was used before. Never fails; the
    /// connection says how it went.
    virtual Lease acquire(const Origin& origin, const KeepAlive& keepAlive, bool fresh = false) = 0;

protected:
    ~Upstreams() = default;

private:
    friend class Lease;
    /// One that `acquire()` gave is no longer used.
    virtual void giveBack(UpstreamConnection* connection) = 0;
};

class PooledConnection;

/// Keep-alive connections per origin: the most recently used first, a cap and
/// an idle limit; one that turns readable or closes while idle is dropped.
/// Must outlive its leases. Gateway thread.
class UpstreamPool final : public QObject, public Upstreams {
    Q_OBJECT
public:
    UpstreamPool(TimerWheel& wheel, QObject* parent);
    ~UpstreamPool() override;

    /// An idle connection, or a new one that is connecting.
    Lease acquire(const Origin& origin, const KeepAlive& keepAlive, bool fresh = false) override;

    /// The proxy for origins whose `proxy` is `key`; without it their connections fail. Requests to http:// origins are sent to an
    /// HTTP proxy in absolute form, those to https:// ones through CONNECT. `remedy`: what to do where the proxy is at fault, as a
    /// sentence without its end; may be empty.
    void setProxy(const std::string& key, const QNetworkProxy& proxy, const Sentence& remedy = {});
    /// Connections of origins whose `proxy` is `key` fail with `why`: their proxy cannot be used.
    void refuseProxy(const std::string& key, const Sentence& why);

    /// The ports that this gateway listens on: a connection that would lead to
    /// one of them on this machine fails with LoopDetected, before it is made.
    void setOwnPorts(std::vector<int> ports);

    /// Drops every idle connection (a changed CA file or proxy, a stop).
    void clear();
    std::size_t idleCount() const;
    std::size_t activeCount() const;

Q_SIGNALS:
    /// Many connections were in use at once, and none is now: told once no more are
    /// idle than are kept, and again once none is left.
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
