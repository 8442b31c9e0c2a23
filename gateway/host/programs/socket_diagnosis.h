#pragma once

#include "gateway/http/connection_ends.h"

#include <cstdint>
#include <optional>

namespace gateway::host {

/// The owner of a socket.
struct SocketOwner {
    std::uint64_t inode = 0; ///< 0: no process holds it any more
    std::uint32_t user = 0;
};

/// Queries the kernel for one socket of this machine at a time, which takes microseconds however many there are.
/// Blocks. One thread. Private to the room; Linux.
/// Source: sock_diag(7).
class SocketDiagnosis {
public:
    SocketDiagnosis();
    ~SocketDiagnosis();
    SocketDiagnosis(const SocketDiagnosis&) = delete;
    SocketDiagnosis& operator=(const SocketDiagnosis&) = delete;

    /// False in sandboxes that do not allow the query.
    bool isAvailable() const { return m_socket >= 0; }
    /// The owner of the connected TCP socket with these ends; empty: no such socket.
    std::optional<SocketOwner> find(const http::ConnectionEnd& local, const http::ConnectionEnd& remote);

private:
    int m_socket;
};

} // namespace gateway::host
