#pragma once

#include "program_words.h"

#include "gateway/http/connection_ends.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace gateway::host {

// The kernel's tables of sockets and processes. Reading them takes milliseconds:
// for the storage thread. Private to the room; Linux.

/// A TCP socket of this machine.
struct TcpSocket {
    http::ConnectionEnd local;
    http::ConnectionEnd remote;
    bool isListening = false;
    std::uint32_t user = 0;
    std::uint64_t inode = 0; ///< 0: no process holds it any more
};

/// Enumerates all TCP sockets, IPv4 and IPv6. Takes some milliseconds for each thousand.
void forEachTcpSocket(const std::function<void(const TcpSocket&)>& use);

/// All process ids, in ascending order.
std::vector<int> processes();

/// Calls `use` with the inode of each socket of process `pid` until it returns false. Does nothing if the process must
/// not be inspected.
void forEachSocketOf(int pid, const std::function<bool(std::uint64_t inode)>& use);

ProcessFacts factsOf(int pid);

/// Whether this process may inspect the files of a process of `user`.
bool mayLookAt(std::uint32_t user);

} // namespace gateway::host
