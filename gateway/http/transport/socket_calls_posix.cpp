#include "socket_calls.h"

#include <QHostAddress>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

namespace gateway::http {

namespace {

#ifdef MSG_NOSIGNAL
constexpr int kNoSignal = MSG_NOSIGNAL;
#else
constexpr int kNoSignal = 0; // prepareSocket() says it once for all
#endif

int number(qintptr descriptor) { return static_cast<int>(descriptor); }

void switchOn(int fd, int level, int option)
{
    const int on = 1;
    ::setsockopt(fd, level, option, &on, sizeof on);
}

/// For a call that failed. Retried if the system is short of memory.
SocketResult failed()
{
    const bool isPassing = errno == EAGAIN || errno == EWOULDBLOCK || errno == ENOBUFS || errno == ENOMEM;
    return {isPassing ? SocketResult::Kind::Later : SocketResult::Kind::Broken, 0};
}

using NameOf = int (*)(int, sockaddr*, socklen_t*);

ConnectionEnd endOf(int fd, NameOf nameOf)
{
    ConnectionEnd end;
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    auto* const name = reinterpret_cast<sockaddr*>(&storage); // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast): the system's way
    if (nameOf(fd, name, &size) != 0)
        return end;
    const Q_IPV6ADDR bytes = QHostAddress(name).toIPv6Address(); // IPv4 addresses are mapped
    std::copy(std::begin(bytes.c), std::end(bytes.c), end.address.begin());
    const bool isIPv6 = storage.ss_family == AF_INET6;
    end.port = isIPv6 ? ntohs(reinterpret_cast<const sockaddr_in6*>(name)->sin6_port) // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
                      : ntohs(reinterpret_cast<const sockaddr_in*>(name)->sin_port);  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
    return end;
}

} // namespace

bool prepareSocket(qintptr descriptor)
{
    const int fd = number(descriptor);
    const int flags = ::fcntl(fd, F_GETFL);
    if (flags < 0 || ::fcntl(fd, F_SETFL, flags | O_NONBLOCK) != 0)
        return false;
    switchOn(fd, IPPROTO_TCP, TCP_NODELAY);
#ifdef SO_NOSIGPIPE
    switchOn(fd, SOL_SOCKET, SO_NOSIGPIPE);
#endif
    return true;
}

SocketResult receiveFrom(qintptr descriptor, char* into, std::size_t room)
{
    ssize_t count = 0;
    do {
        count = ::recv(number(descriptor), into, room, 0);
    } while (count < 0 && errno == EINTR);
    if (count < 0)
        return failed();
    if (count == 0)
        return {SocketResult::Kind::End, 0};
    return {SocketResult::Kind::Some, static_cast<std::size_t>(count)};
}

SocketResult sendTo(qintptr descriptor, std::span<const std::string_view> pieces)
{
    ssize_t count = 0;
    if (pieces.size() == 1) {
        do {
            count = ::send(number(descriptor), pieces.front().data(), pieces.front().size(), kNoSignal);
        } while (count < 0 && errno == EINTR);
    } else {
        std::array<iovec, kMostPieces> vectors; // NOLINT(cppcoreguidelines-pro-type-member-init): filled below
        const std::size_t used = std::min(pieces.size(), kMostPieces);
        for (std::size_t i = 0; i < used; ++i)
            vectors[i] = {const_cast<char*>(pieces[i].data()), pieces[i].size()}; // NOLINT(cppcoreguidelines-pro-type-const-cast): it is read only
        msghdr message{};
        message.msg_iov = vectors.data();
        message.msg_iovlen = static_cast<decltype(message.msg_iovlen)>(used);
        do {
            count = ::sendmsg(number(descriptor), &message, kNoSignal);
        } while (count < 0 && errno == EINTR);
    }
    if (count < 0)
        return failed();
    return {SocketResult::Kind::Some, static_cast<std::size_t>(count)};
}

qintptr duplicateSocket(qintptr descriptor) { return ::fcntl(number(descriptor), F_DUPFD_CLOEXEC, 0); }
void shutdownSending(qintptr descriptor) { ::shutdown(number(descriptor), SHUT_WR); }
void shutdownBoth(qintptr descriptor) { ::shutdown(number(descriptor), SHUT_RDWR); }
void closeSocket(qintptr descriptor) { ::close(number(descriptor)); }

ConnectionEnds endsOf(qintptr descriptor)
{
    return {endOf(number(descriptor), ::getpeername), endOf(number(descriptor), ::getsockname)};
}

bool hasPeerEnded(qintptr descriptor)
{
#ifdef POLLRDHUP
    constexpr int kEnd = POLLRDHUP;
#else
    constexpr int kEnd = 0;
#endif
    pollfd asked{number(descriptor), static_cast<short>(kEnd), 0};
    return ::poll(&asked, 1, 0) == 1 && (asked.revents & (kEnd | POLLHUP | POLLERR)) != 0;
}

} // namespace gateway::http
