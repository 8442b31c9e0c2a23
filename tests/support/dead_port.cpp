#include "dead_port.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tests {

namespace {

/// That no program started later holds as well.
int newSocket()
{
    const int made = ::socket(AF_INET, SOCK_STREAM, 0);
    ::fcntl(made, F_SETFD, FD_CLOEXEC);
    return made;
}

} // namespace

DeadPort::DeadPort(Kind kind)
    : m_socket(newSocket())
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    if (::bind(m_socket, any, size) != 0 || ::getsockname(m_socket, any, &size) != 0)
        return;
    if (kind == Kind::Hangs) {
        // With a backlog of 0 Linux queues one connection, and drops the SYN of each
        // further one while nobody accepts. Source: listen(2), tcp(7).
        m_queued = newSocket();
        if (::listen(m_socket, 0) != 0 || ::connect(m_queued, any, size) != 0)
            return;
    }
    m_port = ntohs(address.sin_port);
}

DeadPort::~DeadPort()
{
    ::close(m_queued);
    ::close(m_socket);
}

} // namespace tests
