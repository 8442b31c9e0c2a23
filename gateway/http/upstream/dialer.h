#pragma once

#include "gateway/loop/timer_wheel.h"

#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QTcpSocket>

#include <functional>
#include <string>
#include <vector>

class QHostInfo;

namespace gateway::http {

/// The order in which the addresses of a host are tried: alternating between families, each in the resolver's order,
/// starting with the family of its first address. Source: RFC 8305 §4.
QList<QHostAddress> interleaved(const QList<QHostAddress>& addresses);

/// Whether `address` is one of this machine's own. Asks the system for all except loopback.
bool isOwnAddress(const QHostAddress& address);

/// Connects to whichever address of a host responds first: they are tried in parallel, each 250 ms after the previous
/// one or as soon as that has failed. Connects directly, without a proxy. Gateway thread.
/// Source: RFC 8305 ("happy eyeballs").
class Dialer final : public QObject, public TimerEntry {
    Q_OBJECT
public:
    struct Callbacks {
        std::function<void(QTcpSocket*)> connected;                    ///< takes ownership of the socket
        std::function<void(QAbstractSocket::SocketError, QString)> failed;
        std::function<bool(const QHostAddress&)> isAllowed;            ///< others are not tried
        std::function<void()> refused;                                 ///< no address is allowed
    };

    /// `wheel` must outlive it. Exactly one of `connected`, `failed` and `refused` is called, from the event loop;
    /// deleteLater() may be called there.
    Dialer(TimerWheel& wheel, Callbacks callbacks, QObject* parent);
    ~Dialer() override;

    void dial(const std::string& host, int port);

protected:
    void expired() override;

private:
    void found(const QHostInfo& info);
    void start(const QList<QHostAddress>& addresses);
    void tryNext();
    void won(QTcpSocket* socket);
    void lost(QTcpSocket* socket, QAbstractSocket::SocketError error);
    void forget(QTcpSocket* socket);

    TimerWheel& m_wheel;
    Callbacks m_callbacks;
    quint16 m_port = 0;
    int m_lookup = -1; // valid while it runs
    QList<QHostAddress> m_waiting;
    std::vector<QTcpSocket*> m_trying; // children
};

} // namespace gateway::http
