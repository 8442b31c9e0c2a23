#pragma once

#include "gateway/http/body_budget.h"
#include "gateway/http/connection_ends.h"
#include "gateway/http/message.h"

#include "gateway/core/result.h"
#include "gateway/loop/wait.h"

#include <QByteArray>

#include <cstdint>
#include <memory>
#include <string_view>

namespace gateway::http {

/// A client connection as seen by the handler of one request: the source of the request and the destination of the
/// response. Gateway thread.
class ClientConnection {
public:
    // ---- the request
    virtual const RequestHead& request() const = 0;
    /// Woken when the body grows or ends, and while the handler waits for `drained()`.
    virtual WaitPoint& waitPoint() = 0;

    /// Reads what has arrived; true once the body is complete or can no longer become so.
    virtual bool bodyReady() = 0;
    /// The complete body; its capacity has room for `ServerConnection::kJsonPadding` more bytes. Errors:
    /// RequestTooLarge, RequestTimeout, OverloadedHere, BadRequest. After an error the connection closes after the
    /// response.
    virtual Result<QByteArray> takeBody() = 0;
    /// Sets whose budget is charged for the body and the memory derived from it; until then, that of the client's
    /// address.
    virtual void chargeTo(std::string_view caller) = 0;
    /// The budget share of the body that was taken; without a budget for a small one.
    virtual BodyBudget::Share takeShare() = 0;

    // ---- the answer
    /// Prepares the response header; it is sent in one write with the first piece of the body. `contentLength` -1:
    /// chunked (HTTP/1.0: until close). Adds `Date`, `Server`, `Connection` and the framing.
    virtual void writeHead(int status, const Headers& headers, std::int64_t contentLength) = 0;
    /// Adds a piece of the body that is sent with the next one or with the end. Ignored for HEAD.
    virtual void hold(std::string_view piece) = 0;
    /// Sends a piece of the body at once. Ignored for HEAD.
    virtual void write(std::string_view piece) = 0;
    /// The same for a piece that may be large: shared, not copied.
    virtual void write(const QByteArray& piece) = 0;
    /// Ends the body. `trailers` only with a chunked body.
    virtual void finish(const Headers& trailers = {}) = 0;
    /// Sends a complete response.
    virtual void respond(int status, const Headers& headers, const QByteArray& body) = 0;
    /// Aborts the response so that the client can see that it is incomplete.
    virtual void breakOff() = 0;

    /// Whether the client disconnected before everything written was sent.
    virtual bool hasLost() const = 0;
    /// Whether few enough bytes are pending to continue writing (256 KiB).
    virtual bool drained() const = 0;
    /// To be called before and after awaiting `drained()`: while enabled, each write to the socket wakes the wait
    /// point.
    virtual void watchDrain(bool on) = 0;

    /// To be called at the end of the handler: in the next iteration of the event loop the handler is destroyed, and
    /// the next request is read if the response was complete and the connection may stay open. The handler must not
    /// access its request after the call.
    virtual void handlerEnded() = 0;

    // ---- the connection
    virtual ConnectionEnds ends() const = 0;
    /// Whether the client has already closed its end, as far as the system reports it: nobody waits for the response.
    virtual bool hasClientLeft() const = 0;
    /// Data that handlers leave for later requests on the connection; initially null.
    virtual const std::shared_ptr<void>& note() const = 0;
    virtual void setNote(std::shared_ptr<void> note) = 0;

protected:
    ~ClientConnection() = default;
};

} // namespace gateway::http
