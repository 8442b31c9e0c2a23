#include "acceptor.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace gateway::http {

namespace {

int acceptOne(qintptr listening)
{
    const int fd = static_cast<int>(listening);
#ifdef SOCK_CLOEXEC
    return ::accept4(fd, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
#else
    const int accepted = ::accept(fd, nullptr, nullptr);
    if (accepted >= 0)
        ::fcntl(accepted, F_SETFD, FD_CLOEXEC);
    return accepted;
#endif
}

void setFlag(int fd, int level, int option, bool on)
{
    const int value = on ? 1 : 0;
    ::setsockopt(fd, level, option, &value, sizeof value);
}

bool bindTo(int fd, const QHostAddress& address, quint16 port)
{
    if (address.protocol() == QAbstractSocket::IPv6Protocol) {
        const Q_IPV6ADDR bytes = address.toIPv6Address();
        sockaddr_in6 to{};
        to.sin6_family = AF_INET6;
        to.sin6_port = htons(port);
        to.sin6_scope_id = address.scopeId().toUInt();
        std::copy(std::begin(bytes.c), std::end(bytes.c), to.sin6_addr.s6_addr);
        setFlag(fd, IPPROTO_IPV6, IPV6_V6ONLY, true);
        return ::bind(fd, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0;
    }
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(address.toIPv4Address());
    return ::bind(fd, reinterpret_cast<const sockaddr*>(&to), sizeof to) == 0;
}

} // namespace

// Qt's own accepting reports a failure only if it is the first error, and otherwise retries for ever: even the empty
// queue after each client counts as an error.
Acceptor::Acceptor(Heard heard, QObject* parent) : QTcpServer(parent), m_heard(std::move(heard)) { setListenBacklogSize(kBacklog); }

Acceptor::~Acceptor() { shut(); }

bool Acceptor::open(const QHostAddress& address, quint16 port)
{
    if (!listen(address, port))
        return false;
    takeOver();
    return true;
}

void Acceptor::takeOver()
{
    pauseAccepting();
    m_notifier = std::make_unique<QSocketNotifier>(socketDescriptor(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] { acceptAll(); });
}

// Sockets of one user that all have SO_REUSEPORT may share a port. The option is cleared again so that no other program gets in.
// Source: socket(7).
bool Acceptor::openBeside(const QHostAddress& address, quint16 port, const std::vector<Acceptor*>& own)
{
    const bool isIPv6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    const int fd = ::socket(isIPv6 ? AF_INET6 : AF_INET, SOCK_STREAM, 0);
    if (fd < 0)
        return false;
    ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    ::fcntl(fd, F_SETFL, O_NONBLOCK);
    const auto share = [&](bool on) {
        setFlag(fd, SOL_SOCKET, SO_REUSEPORT, on);
        for (const Acceptor* each : own)
            setFlag(static_cast<int>(each->socketDescriptor()), SOL_SOCKET, SO_REUSEPORT, on);
    };
    setFlag(fd, SOL_SOCKET, SO_REUSEADDR, true);
    share(true);
    const bool isOpen = bindTo(fd, address, port) && ::listen(fd, kBacklog) == 0;
    share(false);
    if (!isOpen || !setSocketDescriptor(fd)) {
        ::close(fd);
        return false;
    }
    takeOver();
    return true;
}

void Acceptor::acceptWaiting()
{
    if (m_notifier && m_notifier->isEnabled() && isListening())
        acceptAll();
}

void Acceptor::shut()
{
    pause(); // before its descriptor is closed
    close();
}

void Acceptor::pause()
{
    if (m_notifier)
        m_notifier->setEnabled(false);
}

void Acceptor::resume()
{
    if (m_notifier && isListening())
        m_notifier->setEnabled(true);
}

void Acceptor::incomingConnection(qintptr descriptor) { m_heard.accepted(descriptor); }

void Acceptor::acceptAll()
{
    while (m_notifier->isEnabled()) { // the accepted client may be the last one for now
        const int descriptor = acceptOne(socketDescriptor());
        if (descriptor >= 0) {
            m_heard.accepted(descriptor);
            continue;
        }
        const int reason = errno;
        if (reason == EINTR || reason == ECONNABORTED)
            continue;
        if (reason != EAGAIN && reason != EWOULDBLOCK)
            m_heard.failed(qt_error_string(reason));
        return;
    }
}

} // namespace gateway::http
