#pragma once

#include "message.h"

#include "gateway/core/result.h"
#include "gateway/loop/wait.h"

#include <cstddef>
#include <string_view>

namespace gateway::http {

/// An upstream's answer while it is read: pulled, never pushed. Gateway thread.
///
///     head:  await headReady(), then head() or failure()
///     body:  await pieceReady(), then piece(); an empty piece means the end or a failure
class Answer {
public:
    virtual ~Answer() = default;

    virtual WaitPoint& waitPoint() = 0;

    /// Takes in what is there; true once the head is complete or the answer failed.
    virtual bool headReady() = 0;
    /// Valid once `headReady()` and not `failure()`.
    virtual const ResponseHead& head() const = 0;

    /// Takes in what is there; true once there is a piece, the end or a failure.
    virtual bool pieceReady() = 0;
    /// The bytes that came since the last call, valid until the next `co_await`
    /// or `pieceReady()`. Empty: `isComplete()` or `failure()` says why.
    virtual std::string_view piece() = 0;
    /// What was made of a piece took as long as reading that many more bytes does: see `Transport::spend()`.
    virtual void spend(std::size_t bytes) { (void)bytes; }
    /// The body was read to its proper end.
    virtual bool isComplete() const = 0;

    /// Null while all is well. UpstreamUnreachable: nothing of an answer came;
    /// UpstreamProtocolError: what came is no HTTP, or broke off.
    virtual const Error* failure() const = 0;
};

} // namespace gateway::http
