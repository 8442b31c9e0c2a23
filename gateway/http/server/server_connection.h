#pragma once

#include "client_connection.h"

#include "gateway/http/body_budget.h"
#include "gateway/http/connection_ends.h"
#include "gateway/http/message.h"

#include "gateway/core/result.h"
#include "gateway/loop/timer_wheel.h"
#include "gateway/loop/wait.h"

#include <QByteArray>
#include <QObject>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace gateway::http {

class SocketTransport;

/// Limits for clients, in bytes and milliseconds.
struct ServerLimits {
    std::int64_t maxHeaderBytes = 65536;
    std::int64_t maxBodyBytes = 67108864;
    int head_ms = 15000;   ///< from the first byte of a header to its end; also for a TLS handshake
    int body_ms = 60000;   ///< between two pieces of a body
    int bodyBytesPerSecond = 500; ///< minimum rate of a whole body once `body_ms` have passed
    int idle_ms = 75000;   ///< between two requests
    int maxConnections = 10000; ///< of a listener; no more are accepted until one ends
};

/// Handles one request; owned by its connection. Created when the header is complete. Once it has ended it must not use
/// its connection, which may be destroyed first.
class Handler {
public:
    virtual ~Handler() = default;
    /// Called once, from the event loop. May respond at once.
    virtual void start() = 0;
    /// The client has disconnected: nothing can be written any more. The handler must end itself
    /// (`ServerConnection::handlerEnded()`), now or as soon as possible.
    virtual void clientGone() = 0;
    /// The server stops: the handler sends a final response if possible and ends itself now.
    virtual void stopNow() = 0;
};

class EndedHandlers;
class ServerConnection;
class Uploads;
/// Creates the handler of a request whose header is complete and well formed.
using HandlerFactory = std::function<std::unique_ptr<Handler>(ServerConnection&)>;
/// Creates the body of an error response in the format of the dialect that `head` seems to use; called for errors of
/// the connection itself (400, 408, 413, 414, 421, 426, 431, 501, 505). `head` may be incomplete. Sets the content
/// type.
using ErrorBody = std::function<QByteArray(const Error&, const RequestHead& head, Headers& headers)>;

struct ServerContext {
    ServerLimits limits;
    HandlerFactory makeHandler;
    ErrorBody errorBody;
    TimerWheel* wheel = nullptr;
    EndedHandlers* ended = nullptr; ///< null: they are destroyed at once
    BodyBudget* budget = nullptr; ///< null: no memory limit for bodies
    Uploads* uploads = nullptr; ///< null: no control of slow uploads
};

/// A client connection: reads requests one after the other, passes each to a handler and writes its response. HTTP/1.1
/// and 1.0 with keep-alive; pipelined requests wait their turn. Gateway thread.
/// Source: RFC 9112.
class ServerConnection final : public QObject, public ClientConnection {
    Q_OBJECT
public:
    /// `transport` uses TLS for HTTPS. `context` must outlive the connection.
    ServerConnection(std::unique_ptr<SocketTransport> transport, bool isSecure, const ServerContext& context, QObject* parent);
    ~ServerConnection() override;

    static constexpr int kJsonPadding = 64;

    // ---- for its handler
    const RequestHead& request() const override;
    WaitPoint& waitPoint() override;
    bool bodyReady() override;
    Result<QByteArray> takeBody() override;
    void chargeTo(std::string_view caller) override;
    BodyBudget::Share takeShare() override;
    void writeHead(int status, const Headers& headers, std::int64_t contentLength) override;
    void hold(std::string_view piece) override;
    void write(std::string_view piece) override;
    void write(const QByteArray& piece) override;
    void finish(const Headers& trailers = {}) override;
    void respond(int status, const Headers& headers, const QByteArray& body) override;
    void breakOff() override;
    bool hasLost() const override;
    bool drained() const override;
    void watchDrain(bool on) override;
    void handlerEnded() override;
    ConnectionEnds ends() const override;
    bool hasClientLeft() const override;
    const std::shared_ptr<void>& note() const override;
    void setNote(std::shared_ptr<void> note) override;

    // ---- for its listener
    /// Bytes not sent to the client yet, including encrypted ones.
    std::int64_t pendingBytes() const;
    /// Reads no further request after the current response, if any.
    void closeWhenIdle();
    /// The same, but a client without any response so far gets one.
    void closeAfterAnswer();
    /// Ends the current response, if any: see `Handler::stopNow()`.
    void stopNow();
    /// Ends the current response, if any, as if the client had disconnected. Destroy the connection afterwards.
    void abandon();
    /// Whether it is between two requests and has sent at least one response.
    bool isIdle() const;

Q_SIGNALS:
    void closed();

protected:
    /// The only posted event: the handler has ended.
    void customEvent(QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace gateway::http
