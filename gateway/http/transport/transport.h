#pragma once

#include "gateway/http/slice.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace gateway::http {

/// Who reads a transport and writes to it; told from the event loop only, never
/// from within a call to the transport. May destroy the transport there.
class TransportUser {
public:
    TransportUser() = default;
    TransportUser(const TransportUser&) = delete;
    TransportUser& operator=(const TransportUser&) = delete;

    /// Something may be there to read. Who leaves it is told no more until they
    /// have read again; who waits for more has read until nothing came.
    virtual void onReadable() = 0;
    /// The other side has gone or the connection broke. Told once, as the last.
    virtual void onClosed() = 0;
    /// Some of what was pending has left; told to those who asked for it.
    virtual void onWritten() { }

protected:
    ~TransportUser() = default;
};

/// A connected stream of bytes. Gateway thread.
class Transport {
public:
    Transport() = default;
    Transport(const Transport&) = delete;
    Transport& operator=(const Transport&) = delete;
    /// Closes it, and tells nobody.
    virtual ~Transport() = default;

    /// Null: nobody is told any more.
    virtual void setUser(TransportUser* user) = 0;

    /// At most `room` bytes of what is there; 0 if nothing is, if nothing comes any more, or if this iteration of the event
    /// loop has done as much for this connection as it may: then `onReadable()` follows in a later iteration.
    virtual std::size_t read(char* into, std::size_t room) = 0;
    /// What was read made more work than its bytes: as much as that many more bytes.
    virtual void spend(std::size_t bytes) { (void)bytes; }
    /// Nothing comes any more, and all that came was read. `onClosed()` follows, if it was not yet.
    virtual bool hasEnded() const = 0;
    /// It ended, but not in order.
    virtual bool wasReset() const = 0;
    /// It ended, and a good-bye that its protocol has did not come: somebody else may have cut it. Source: RFC 8446 §6.1.
    virtual bool lacksGoodBye() const { return false; }
    /// Open, with nothing to read and nothing left to send.
    virtual bool isQuiet() = 0;

    /// Sends as much as the system takes at once and the rest as it can. Does
    /// nothing once the connection is gone.
    virtual void write(std::string_view bytes) = 0;
    /// The same with what may be large; at most `kMostSlices`.
    virtual void write(std::span<const Slice> slices) = 0;
    /// Bytes that the system has not taken yet, encrypted ones included.
    virtual std::int64_t pendingBytes() const = 0;
};

} // namespace gateway::http
