#pragma once

#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QTimer>

namespace gateway::host {

/// Tells while it exists when this machine gets or loses an address, such as that of a VPN or a wireless network. On Linux the
/// system says so and nothing runs meanwhile; elsewhere, or where it does not, it looks every five seconds. Main thread.
class AddressWatch final : public QObject {
    Q_OBJECT
public:
    explicit AddressWatch(QObject* parent = nullptr);
    ~AddressWatch() override;

    /// Whether it looks by itself, since the system does not say.
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
    QList<QHostAddress> m_known; ///< where it looks by itself
};

} // namespace gateway::host
