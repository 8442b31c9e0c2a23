#include "socket_users.h"

namespace gateway::host {

class SocketUsers::Private { };

SocketUsers::SocketUsers(bool) { }

SocketUsers::~SocketUsers() = default;

bool SocketUsers::areKnown() { return false; }

Result<std::optional<std::uint32_t>> SocketUsers::find(const http::ConnectionEnds&) { return std::nullopt; }

} // namespace gateway::host
