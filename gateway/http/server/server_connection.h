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

/// Limits of what a client may send. Bytes and milliseconds.
struct ServerLimits {
    std::int64_t maxHeaderBytes = 65536;
    std::int64_t maxBodyBytes = 67108864;
    int head_ms = 15000;   ///< from the first byte of a head to its end; also for a TLS handshake
    int body_ms = 60000;   ///< between two pieces of a body
    int bodyBytesPerSecond = 500; ///< how slowly a body may come in all, once `body_ms` have passed
    int idle_ms = 75000;   ///< between two requests
    int maxConnections = 10000; ///< of a listener; beyond it none is accepted until one has gone
};

/// What runs for one request, owned by its connection. Made when the head is there. Once it
/// has ended it uses its connection no more: it may be destroyed behind it.
class Handler {
public:
    virtual ~Handler() = default;
    /// Called once, from the event loop. May answer at once.
    virtual void start() = 0;
    /// The client is gone: nothing can be written any more. The handler ends
    /// itself (`ServerConnection::handlerEnded()`), now or when it can.
    virtual void clientGone() = 0;
    /// The server stops: it answers what it still can and ends itself now.
    virtual void stopNow() = 0;
};

class EndedHandlers;
class ServerConnection;
class Uploads;
/// Makes the handler of a request whose head has been read and is well formed.
using HandlerFactory = std::function<std::unique_ptr<Handler>(ServerConnection&)>;
/// The body of an error answer in the shape of the dialect that `head` seems to
/// speak; called for what the connection refuses itself (400, 408, 413, 414, 421, 426,
/// 431, 501, 505). `head` may be incomplete. Sets the content type.
using ErrorBody = std::function<QByteArray(const Error&, const RequestHead& head, Headers& headers)>;

struct ServerContext {
    ServerLimits limits;
    HandlerFactory makeHandler;
    ErrorBody errorBody;
    TimerWheel* wheel = nullptr;
    EndedHandlers* ended = nullptr; ///< null: they are destroyed at once
    BodyBudget* budget = nullptr; ///< null: bodies may take any memory
    Uploads* uploads = nullptr; ///< likewise
};

/// One client connection: reads requests one after the other, gives each to a
/// handler, writes its answer. HTTP/1.1 and 1.0 with keep-alive; pipelined
/// requests wait their turn. Gateway thread.
/// Source: RFC 9112.
class ServerConnection final : public QObject, public ClientConnection {
    Q_OBJECT
public:
    /// `transport` is encrypted for HTTPS. `context` must outlive the connection.
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
    /// Bytes that the client has not taken yet, encrypted ones included.
    std::int64_t pendingBytes() const;
    /// After the current answer, if there is one, no further request is read.
    void closeWhenIdle();
    /// The same, but whoever has connected and not been answered yet is answered once.
    void closeAfterAnswer();
    /// Ends the current answer, if there is one: see `Handler::stopNow()`.
    void stopNow();
    /// Ends the current answer, if there is one, as if the client had gone. Then the connection is to be destroyed.
    void abandon();
    /// Between two requests: the first has been answered.
    bool isIdle() const;

Q_SIGNALS:
    void closed();

protected:
    /// The one event posted here: the handler has ended.
    void customEvent(QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace gateway::http
