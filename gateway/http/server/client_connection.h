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

/// A client's connection as the handler of one request uses it: the request comes from it, and the answer goes to it.
/// Gateway thread.
class ClientConnection {
public:
    // ---- the request
    virtual const RequestHead& request() const = 0;
    /// Woken when the body grows or ends, and while the handler waits for `drained()`.
    virtual WaitPoint& waitPoint() = 0;

    /// Takes in what the socket holds; true once the body is whole or cannot become so.
    virtual bool bodyReady() = 0;
    /// The body, whole; its capacity has room for `ServerConnection::kJsonPadding` more bytes. Errors:
    /// RequestTooLarge, RequestTimeout, OverloadedHere, BadRequest. After an error the connection
    /// closes behind the answer.
    virtual Result<QByteArray> takeBody() = 0;
    /// Who is charged for the body, and for what else takes memory because of it; the client's address until then.
    virtual void chargeTo(std::string_view caller) = 0;
    /// What the body that was taken holds of the budget; of none for a small one.
    virtual BodyBudget::Share takeShare() = 0;

    // ---- the answer
    /// Puts the head together; it leaves with the first piece of the body in one
    /// write. `contentLength` -1: chunked (HTTP/1.0: until close).
    /// `Date`, `Server`, `Connection` and the framing are added here.
    virtual void writeHead(int status, const Headers& headers, std::int64_t contentLength) = 0;
    /// One piece of the body that leaves with the next one or with the end. Ignored for HEAD.
    virtual void hold(std::string_view piece) = 0;
    /// One piece of the body, sent at once. Ignored for HEAD.
    virtual void write(std::string_view piece) = 0;
    /// A piece that may be large: shared, not copied.
    virtual void write(const QByteArray& piece) = 0;
    /// Ends the body. `trailers` only where the body is chunked.
    virtual void finish(const Headers& trailers = {}) = 0;
    /// A whole answer at once.
    virtual void respond(int status, const Headers& headers, const QByteArray& body) = 0;
    /// Breaks the answer off: the client sees that it is not whole.
    virtual void breakOff() = 0;

    /// The client has gone before all that was written had left.
    virtual bool hasLost() const = 0;
    /// True when few enough bytes are pending to write on (256 KiB).
    virtual bool drained() const = 0;
    /// To be called before and after awaiting `drained()`: while it is on, each
    /// write to the socket wakes the wait point.
    virtual void watchDrain(bool on) = 0;

    /// The handler is through: in the next iteration of the loop the next request is read
    /// if the answer was whole and the connection may stay, and then the handler is
    /// destroyed, which must not ask for its request any more.
    virtual void handlerEnded() = 0;

    // ---- the connection
    virtual ConnectionEnds ends() const = 0;
    /// Whether the client's end of the connection is here already, as far as the system tells: nobody waits for an answer.
    virtual bool hasClientLeft() const = 0;
    /// What its handlers leave for those of its later requests; null at first.
    virtual const std::shared_ptr<void>& note() const = 0;
    virtual void setNote(std::shared_ptr<void> note) = 0;

protected:
    ~ClientConnection() = default;
};

} // namespace gateway::http
