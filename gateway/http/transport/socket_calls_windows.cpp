#include "socket_calls.h"

#include <QHostAddress>

#include <algorithm>
#include <array>
#include <limits>

#include <winsock2.h>
#include <ws2tcpip.h>

namespace gateway::http {

namespace {

SOCKET handle(qintptr descriptor) { return static_cast<SOCKET>(descriptor); }

SocketResult failed()
{
    const int error = ::WSAGetLastError();
    const bool isPassing = error == WSAEWOULDBLOCK || error == WSAENOBUFS;
    return {isPassing ? SocketResult::Kind::Later : SocketResult::Kind::Broken, 0};
}

using NameOf = int(WSAAPI*)(SOCKET, sockaddr*, int*);

ConnectionEnd endOf(SOCKET socket, NameOf nameOf)
{
    ConnectionEnd end;
    sockaddr_storage storage{};
    int size = sizeof storage;
    auto* const name = reinterpret_cast<sockaddr*>(&storage);
    if (nameOf(socket, name, &size) != 0)
        return end;
    const Q_IPV6ADDR bytes = QHostAddress(name).toIPv6Address(); // IPv4 addresses are mapped
    std::copy(std::begin(bytes.c), std::end(bytes.c), end.address.begin());
    const bool isIPv6 = storage.ss_family == AF_INET6;
    end.port = isIPv6 ? ntohs(reinterpret_cast<const sockaddr_in6*>(name)->sin6_port)
                      : ntohs(reinterpret_cast<const sockaddr_in*>(name)->sin_port);
    return end;
}

} // namespace

bool prepareSocket(qintptr descriptor)
{
    u_long nonBlocking = 1;
    if (::ioctlsocket(handle(descriptor), FIONBIO, &nonBlocking) != 0)
        return false;
    const BOOL on = TRUE;
    ::setsockopt(handle(descriptor), IPPROTO_TCP, TCP_NODELAY, reinterpret_cast<const char*>(&on), sizeof on);
    return true;
}

SocketResult receiveFrom(qintptr descriptor, char* into, std::size_t room)
{
    const auto size = static_cast<int>(std::min<std::size_t>(room, std::numeric_limits<int>::max()));
    const int count = ::recv(handle(descriptor), into, size, 0);
    if (count < 0)
        return failed();
    if (count == 0)
        return {SocketResult::Kind::End, 0};
    return {SocketResult::Kind::Some, static_cast<std::size_t>(count)};
}

SocketResult sendTo(qintptr descriptor, std::span<const std::string_view> pieces)
{
    std::array<WSABUF, kMostPieces> buffers{};
    const std::size_t used = std::min(pieces.size(), kMostPieces);
    for (std::size_t i = 0; i < used; ++i)
        buffers[i] = {static_cast<ULONG>(pieces[i].size()), const_cast<char*>(pieces[i].data())};
    DWORD count = 0;
    if (::WSASend(handle(descriptor), buffers.data(), static_cast<DWORD>(used), &count, 0, nullptr, nullptr) != 0)
        return failed();
    return {SocketResult::Kind::Some, count};
}

qintptr duplicateSocket(qintptr descriptor)
{
    WSAPROTOCOL_INFOW info{};
    if (::WSADuplicateSocketW(handle(descriptor), ::GetCurrentProcessId(), &info) != 0)
        return -1;
    const SOCKET copy = ::WSASocketW(info.iAddressFamily, info.iSocketType, info.iProtocol, &info, 0,
                                     WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT);
    return copy == INVALID_SOCKET ? -1 : static_cast<qintptr>(copy);
}

void shutdownSending(qintptr descriptor) { ::shutdown(handle(descriptor), SD_SEND); }
void shutdownBoth(qintptr descriptor) { ::shutdown(handle(descriptor), SD_BOTH); }
void closeSocket(qintptr descriptor) { ::closesocket(handle(descriptor)); }

ConnectionEnds endsOf(qintptr descriptor)
{
    return {endOf(handle(descriptor), ::getpeername), endOf(handle(descriptor), ::getsockname)};
}

bool hasPeerEnded(qintptr descriptor)
{
    WSAPOLLFD asked{handle(descriptor), 0, 0};
    return ::WSAPoll(&asked, 1, 0) == 1 && (asked.revents & (POLLHUP | POLLERR)) != 0;
}

} // namespace gateway::http
