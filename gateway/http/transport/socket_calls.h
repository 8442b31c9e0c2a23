#pragma once

#include "gateway/http/connection_ends.h"

#include <QtGlobal>

#include <cstddef>
#include <span>
#include <string_view>

namespace gateway::http {

/// What became of reading from a socket, or of writing to it. Never blocks.
struct SocketResult {
    enum class Kind {
        Some,   ///< so many bytes
        Later,  ///< nothing now
        End,    ///< the other side sends no more
        Broken, ///< the connection is gone
    };
    Kind kind = Kind::Later;
    std::size_t count = 0;
};

/// Sends small pieces at once, and never blocks. False: it is no socket of ours.
bool prepareSocket(qintptr descriptor);
SocketResult receiveFrom(qintptr descriptor, char* into, std::size_t room);
/// All in one call; at most `kMostPieces`. A part may have left only.
SocketResult sendTo(qintptr descriptor, std::span<const std::string_view> pieces);
constexpr std::size_t kMostPieces = 16;
/// A second name for the same connection; -1 if there is none left.
qintptr duplicateSocket(qintptr descriptor);
/// Says to the other side that nothing more comes, and goes on reading.
void shutdownSending(qintptr descriptor);
/// Neither side may say anything more; it turns readable.
void shutdownBoth(qintptr descriptor);
void closeSocket(qintptr descriptor);
ConnectionEnds endsOf(qintptr descriptor);
/// Whether the other side has said that it sends no more, or has reset the connection, even if bytes from before that are unread.
/// Only Linux tells of the first.
bool hasPeerEnded(qintptr descriptor);

} // namespace gateway::http
