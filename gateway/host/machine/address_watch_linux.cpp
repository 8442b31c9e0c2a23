#include "address_watch.h"

#include <QSocketNotifier>

#include <cerrno>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>
#include <unistd.h>

namespace gateway::host {

AddressWatch::~AddressWatch()
{
    delete findChild<QSocketNotifier*>(); // before its descriptor is closed
    if (m_socket >= 0)
        ::close(m_socket);
}

// Source: rtnetlink(7). The kernel sends a second event for an IPv6 address once its duplicate address detection has finished.
bool AddressWatch::listen()
{
    m_socket = ::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
    if (m_socket < 0)
        return false;
    sockaddr_nl groups{};
    groups.nl_family = AF_NETLINK;
    groups.nl_groups = RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR;
    if (::bind(m_socket, reinterpret_cast<const sockaddr*>(&groups), sizeof groups) != 0)
        return false;
    auto* const notifier = new QSocketNotifier(m_socket, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, &AddressWatch::read);
    return true;
}

// Only the fact that an event came matters, which includes an overflow of the queue (ENOBUFS).
void AddressWatch::read()
{
    char message[4096];
    while (::recv(m_socket, message, sizeof message, 0) >= 0 || errno == EINTR || errno == ENOBUFS) { }
    if (!m_settle.isActive())
        m_settle.start();
}

} // namespace gateway::host
