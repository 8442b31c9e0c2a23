#pragma once

#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QTimer>

namespace gateway::host {

/// Reports, while it exists, that this machine has got or lost an address, such as that of a VPN or a wireless network. On Linux the
/// kernel sends an event; elsewhere, or if that fails, it checks every five seconds. Main thread.
class AddressWatch final : public QObject {
    Q_OBJECT
public:
    explicit AddressWatch(QObject* parent = nullptr);
    ~AddressWatch() override;

    /// Whether it checks periodically.
    bool isPolling() const { return m_poll.isActive(); }

Q_SIGNALS:
    /// A moment after the last of several changes.
    void changed();

private:
    bool listen();
    void read();
    void poll();

    [[maybe_unused]] int m_socket = -1;
    QTimer m_settle;
    QTimer m_poll;
    QList<QHostAddress> m_known; ///< while it polls
};

} // namespace gateway::host
