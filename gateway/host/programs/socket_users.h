#pragma once

#include "gateway/core/result.h"
#include "gateway/http/connection_ends.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace gateway::host {

/// Finds the user of this machine who owns the other end of a connection. One thread.
class SocketUsers {
public:
    /// `mayAsk`: query the kernel for single sockets where it supports that; otherwise read its tables.
    explicit SocketUsers(bool mayAsk = true);
    ~SocketUsers();
    SocketUsers(const SocketUsers&) = delete;
    SocketUsers& operator=(const SocketUsers&) = delete;

    /// Whether this system can identify users; if not, every lookup is empty.
    static bool areKnown();

    /// The user whose process owns the socket `connection.peer`. Takes microseconds, or milliseconds if the kernel's
    /// tables have to be read. Errors: Io, with the reason as a clause for the client: the socket is closed already, or
    /// its owner cannot be determined.
    Result<std::optional<std::uint32_t>> find(const http::ConnectionEnds& connection);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace gateway::host
