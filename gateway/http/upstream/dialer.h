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

/// The order in which addresses of one host are tried: families in turn, the
/// resolver's order within each, its first one first. Source: RFC 8305 §4.
QList<QHostAddress> interleaved(const QList<QHostAddress>& addresses);

/// Whether `address` is one of this machine's own. Asks the system for all but loopback.
bool isOwnAddress(const QHostAddress& address);

/// Connects to a host by whichever of its addresses answers first: they are
/// tried side by side, the next one 250 ms after the one before or as soon as
/// that has failed. Goes straight, by no proxy. Gateway thread.
/// Source: RFC 8305 ("happy eyeballs").
class Dialer final : public QObject, public TimerEntry {
    Q_OBJECT
public:
    struct Callbacks {
        std::function<void(QTcpSocket*)> connected;                    ///< takes the socket over
        std::function<void(QAbstractSocket::SocketError, QString)> failed;
        std::function<bool(const QHostAddress&)> isAllowed;            ///< others are not tried
        std::function<void()> refused;                                 ///< no address is allowed
    };

    /// `wheel` must outlive it. `connected`, `failed` or `refused` is called
    /// once, from the event loop; the dialer may be given to deleteLater() there.
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
    int m_lookup = -1; // while it runs
    QList<QHostAddress> m_waiting;
    std::vector<QTcpSocket*> m_trying; // children
};

} // namespace gateway::http
