#include "acceptor.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>

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

} // namespace

// Qt's own accepting tells of a failure only where it is the first thing that has gone wrong, and
// tries for ever otherwise: an empty queue counts, which there is behind every client.
Acceptor::Acceptor(Heard heard, QObject* parent) : QTcpServer(parent), m_heard(std::move(heard)) { setListenBacklogSize(kBacklog); }

Acceptor::~Acceptor() { shut(); }

bool Acceptor::open(const QHostAddress& address, quint16 port)
{
    if (!listen(address, port))
        return false;
    pauseAccepting();
    m_notifier = std::make_unique<QSocketNotifier>(socketDescriptor(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] { acceptAll(); });
    return true;
}

void Acceptor::shut()
{
    pause(); // while its descriptor is there
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
    while (m_notifier->isEnabled()) { // whoever is accepted may be the last one for now
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
