#pragma once

#include "message.h"

#include "gateway/core/result.h"
#include "gateway/loop/wait.h"

#include <cstddef>
#include <string_view>

namespace gateway::http {

/// An upstream response while it is being read: pulled, never pushed. Gateway thread.
///
///     head:  await headReady(), then head() or failure()
///     body:  await pieceReady(), then piece(); an empty piece means the end or a failure
class Answer {
public:
    virtual ~Answer() = default;

    virtual WaitPoint& waitPoint() = 0;

    /// Reads what has arrived; true once the header is complete or the response failed.
    virtual bool headReady() = 0;
    /// Valid once `headReady()` is true without a `failure()`.
    virtual const ResponseHead& head() const = 0;

    /// Reads what has arrived; true once there is a piece, the end or a failure.
    virtual bool pieceReady() = 0;
    /// The bytes received since the last call, valid until the next `co_await` or `pieceReady()`. Empty: `isComplete()`
    /// or `failure()` says why.
    virtual std::string_view piece() = 0;
    /// Reports processing that took as long as reading that many more bytes: see `Transport::spend()`.
    virtual void spend(std::size_t bytes) { (void)bytes; }
    /// Whether the body was read completely.
    virtual bool isComplete() const = 0;

    /// Null if there is no failure. UpstreamUnreachable: no part of a response was received; UpstreamProtocolError: the
    /// data is not HTTP, or was cut off.
    virtual const Error* failure() const = 0;
};

} // namespace gateway::http
