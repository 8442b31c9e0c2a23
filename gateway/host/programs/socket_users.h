#pragma once

#include "gateway/core/result.h"
#include "gateway/http/connection_ends.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace gateway::host {

/// Finds out which user of this machine has the other end of a connection. One thread.
class SocketUsers {
public:
    /// `mayAsk`: the kernel is asked for single sockets, where it answers; else its tables are read.
    explicit SocketUsers(bool mayAsk = true);
    ~SocketUsers();
    SocketUsers(const SocketUsers&) = delete;
    SocketUsers& operator=(const SocketUsers&) = delete;

    /// Whether this system tells users at all; else every look-up is empty.
    static bool areKnown();

    /// The user whose process has the socket `connection.peer`. Takes microseconds; milliseconds where the kernel may not be
    /// asked and its tables have to be read. Errors: Io, with the reason as a clause for the client: the socket is closed
    /// already, or belongs to nobody whom this process could name.
    Result<std::optional<std::uint32_t>> find(const http::ConnectionEnds& connection);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace gateway::host
