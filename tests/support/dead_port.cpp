#include "dead_port.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tests {

namespace {

/// A port that no later program is given.
int newSocket(int family)
{
    const int made = ::socket(family, SOCK_STREAM, 0);
    ::fcntl(made, F_SETFD, FD_CLOEXEC);
    return made;
}

int familyOf(DeadPort::Loopback loopback) { return loopback == DeadPort::Loopback::IPv6 ? AF_INET6 : AF_INET; }

} // namespace

DeadPort::DeadPort(Kind kind, Loopback loopback)
    : m_socket(newSocket(familyOf(loopback)))
{
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_addr = in6addr_loopback;
    const bool isIPv6 = loopback == Loopback::IPv6;
    auto* const any = isIPv6 ? reinterpret_cast<sockaddr*>(&v6) : reinterpret_cast<sockaddr*>(&v4);
    socklen_t size = isIPv6 ? sizeof v6 : sizeof v4;
    if (::bind(m_socket, any, size) != 0 || ::getsockname(m_socket, any, &size) != 0)
        return;
    if (kind == Kind::Hangs) {
        // With a backlog of 0 Linux queues one connection, and drops the SYN of each
        // further one while nobody accepts. Source: listen(2), tcp(7).
        m_queued = newSocket(familyOf(loopback));
        if (::listen(m_socket, 0) != 0 || ::connect(m_queued, any, size) != 0)
            return;
    }
    m_port = ntohs(isIPv6 ? v6.sin6_port : v4.sin_port);
}

DeadPort::~DeadPort()
{
    ::close(m_queued);
    ::close(m_socket);
}

} // namespace tests
