#pragma once

#include "gateway/http/slice.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace gateway::http {

/// The user of a transport; called only from the event loop, never from within a call to the transport. May destroy the
/// transport there.
class TransportUser {
public:
    TransportUser() = default;
    TransportUser(const TransportUser&) = delete;
    TransportUser& operator=(const TransportUser&) = delete;

    /// There may be something to read. If it is ignored, there is no further call until the user has read again; to
    /// wait for more, read until nothing is returned.
    virtual void onReadable() = 0;
    /// The peer has disconnected or the connection failed. Called once, as the last.
    virtual void onClosed() = 0;
    /// Some pending data was sent; called only if requested.
    virtual void onWritten() { }

protected:
    ~TransportUser() = default;
};

/// A connected byte stream. Gateway thread.
class Transport {
public:
    Transport() = default;
    Transport(const Transport&) = delete;
    Transport& operator=(const Transport&) = delete;
    /// Closes it without notification.
    virtual ~Transport() = default;

    /// Null: no further notifications.
    virtual void setUser(TransportUser* user) = 0;

    /// Reads at most `room` bytes; 0 if nothing is available, if nothing more will arrive, or if the connection has
    /// used up its share of this iteration of the event loop: then `onReadable()` follows in a later iteration.
    virtual std::size_t read(char* into, std::size_t room) = 0;
    /// Reports that processing what was read took as long as reading that many more bytes.
    virtual void spend(std::size_t bytes) { (void)bytes; }
    /// Whether nothing more will arrive and everything was read. `onClosed()` follows, unless it was called before.
    virtual bool hasEnded() const = 0;
    /// Whether it ended, but not properly.
    virtual bool wasReset() const = 0;
    /// Whether it ended without the closing message of its protocol, so that somebody else may have cut it. Source: RFC
    /// 8446 §6.1.
    virtual bool lacksGoodBye() const { return false; }
    /// Whether it is open, with nothing to read and nothing pending.
    virtual bool isQuiet() = 0;

    /// Sends as much as the system accepts at once, and the rest as soon as possible. Does nothing once the connection
    /// is gone.
    virtual void write(std::string_view bytes) = 0;
    /// The same for data that may be large; at most `kMostSlices`.
    virtual void write(std::span<const Slice> slices) = 0;
    /// Bytes that the system has not accepted yet, including encrypted ones.
    virtual std::int64_t pendingBytes() const = 0;
};

} // namespace gateway::http
