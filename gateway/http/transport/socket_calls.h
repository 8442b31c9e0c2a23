#pragma once

#include "gateway/http/connection_ends.h"

#include <QtGlobal>

#include <cstddef>
#include <span>
#include <string_view>

namespace gateway::http {

/// The result of reading from or writing to a socket. Never blocks.
struct SocketResult {
    enum class Kind {
        Some,   ///< a number of bytes
        Later,  ///< nothing now
        End,    ///< the peer sends no more
        Broken, ///< the connection is gone
    };
    Kind kind = Kind::Later;
    std::size_t count = 0;
};

/// Disables delayed sending and blocking. False: not a valid socket.
bool prepareSocket(qintptr descriptor);
SocketResult receiveFrom(qintptr descriptor, char* into, std::size_t room);
/// Writes all pieces in one call; at most `kMostPieces`. May write only a part.
SocketResult sendTo(qintptr descriptor, std::span<const std::string_view> pieces);
constexpr std::size_t kMostPieces = 16;
/// A second descriptor for the same connection; -1 if the system has none left.
qintptr duplicateSocket(qintptr descriptor);
/// Tells the peer that nothing more follows; reading goes on.
void shutdownSending(qintptr descriptor);
/// Shuts down both directions; the socket becomes readable.
void shutdownBoth(qintptr descriptor);
void closeSocket(qintptr descriptor);
ConnectionEnds endsOf(qintptr descriptor);
/// Whether the peer has closed its sending side, or has reset the connection, even if earlier bytes are unread. Only
/// Linux reports the former.
bool hasPeerEnded(qintptr descriptor);

} // namespace gateway::http
