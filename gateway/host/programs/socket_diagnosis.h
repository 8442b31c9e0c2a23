#pragma once

#include "gateway/http/connection_ends.h"

#include <cstdint>
#include <optional>

namespace gateway::host {

/// Whose a socket is.
struct SocketOwner {
    std::uint64_t inode = 0; ///< 0: no process has it any more
    std::uint32_t user = 0;
};

/// Asks the kernel for one socket of this machine at a time, which takes
/// microseconds however many there are. Blocks for as long. One thread. Private to
/// the room; Linux.
/// Source: sock_diag(7).
class SocketDiagnosis {
public:
    SocketDiagnosis();
    ~SocketDiagnosis();
    SocketDiagnosis(const SocketDiagnosis&) = delete;
    SocketDiagnosis& operator=(const SocketDiagnosis&) = delete;

    /// Some sandboxes do not let a program ask.
    bool isAvailable() const { return m_socket >= 0; }
    /// Of the connected TCP socket with these ends; empty: there is none.
    std::optional<SocketOwner> find(const http::ConnectionEnd& local, const http::ConnectionEnd& remote);

private:
    int m_socket;
};

} // namespace gateway::host
