#include "dialer.h"

#include "gateway/http/proxy/proxy_rules.h"

#include <QHostInfo>
#include <QNetworkInterface>
#include <QNetworkProxy>

#include <algorithm>

namespace gateway::http {

namespace {

/// Source: RFC 8305 §5, "Connection Attempt Delay".
constexpr Milliseconds kNextAfter{250};

} // namespace

QList<QHostAddress> interleaved(const QList<QHostAddress>& addresses)
{
    QList<QHostAddress> first;
    QList<QHostAddress> second;
    for (const QHostAddress& address : addresses)
        (address.protocol() == addresses.front().protocol() ? first : second).append(address);
    QList<QHostAddress> ordered;
    for (qsizetype i = 0; i < std::max(first.size(), second.size()); ++i) {
        if (i < first.size())
            ordered.append(first[i]);
        if (i < second.size())
            ordered.append(second[i]);
    }
    return ordered;
}

bool isOwnAddress(const QHostAddress& address)
{
    bool isIPv4 = false;
    const QHostAddress v4(address.toIPv4Address(&isIPv4)); // "::ffff:127.0.0.1" too
    const QHostAddress& plain = isIPv4 ? v4 : address;
    if (plain.isLoopback() || plain == QHostAddress(QHostAddress::AnyIPv4) || plain == QHostAddress(QHostAddress::AnyIPv6))
        return true;
    const QList<QHostAddress> own = QNetworkInterface::allAddresses();
    return std::any_of(own.begin(), own.end(), [&](const QHostAddress& mine) { return mine.isEqual(plain); });
}

Dialer::Dialer(TimerWheel& wheel, Callbacks callbacks, QObject* parent)
    : QObject(parent), m_wheel(wheel), m_callbacks(std::move(callbacks))
{
}

// Connecting sockets are closed without notification.
Dialer::~Dialer()
{
    if (m_lookup != -1)
        QHostInfo::abortHostLookup(m_lookup);
    for (QTcpSocket* socket : m_trying)
        socket->disconnect(this);
}

void Dialer::dial(const std::string& host, int port)
{
    m_port = static_cast<quint16>(port);
    const QHostAddress literal(QString::fromStdString(host));
    // Names below localhost mean this machine, which not every resolver knows. Source: RFC 6761 §6.3; read 2026-11-28.
    const QString name = literal.isNull() && isThisMachine(host) ? QStringLiteral("localhost") : QString::fromStdString(host);
    // In the next iteration in each case: the caller has not returned from this call yet.
    if (!literal.isNull())
        QMetaObject::invokeMethod(this, [this, literal] { start({literal}); }, Qt::QueuedConnection);
    else
        m_lookup = QHostInfo::lookupHost(name, this, [this](const QHostInfo& info) { found(info); });
}

void Dialer::found(const QHostInfo& info)
{
    m_lookup = -1;
    if (info.error() != QHostInfo::NoError || info.addresses().isEmpty())
        m_callbacks.failed(QAbstractSocket::HostNotFoundError, info.errorString());
    else
        start(interleaved(info.addresses()));
}

void Dialer::start(const QList<QHostAddress>& addresses)
{
    for (const QHostAddress& address : addresses)
        if (m_callbacks.isAllowed(address))
            m_waiting.append(address);
    if (m_waiting.isEmpty())
        m_callbacks.refused();
    else
        tryNext();
}

void Dialer::tryNext()
{
    const QHostAddress address = m_waiting.takeFirst();
    auto* const socket = new QTcpSocket(this);
    socket->setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
    m_trying.push_back(socket);
    connect(socket, &QTcpSocket::connected, this, [this, socket] { won(socket); });
    connect(socket, &QTcpSocket::errorOccurred, this,
            [this, socket](QAbstractSocket::SocketError error) { lost(socket, error); });
    if (!m_waiting.isEmpty())
        m_wheel.add(*this, kNextAfter);
    socket->connectToHost(address, m_port); // may fail at once
}

void Dialer::expired()
{
    if (!m_waiting.isEmpty())
        tryNext();
}

void Dialer::won(QTcpSocket* socket)
{
    unlink();
    m_waiting.clear();
    forget(socket);
    while (!m_trying.empty()) {
        QTcpSocket* const slower = m_trying.back();
        forget(slower);
        slower->deleteLater();
    }
    m_callbacks.connected(socket);
}

void Dialer::lost(QTcpSocket* socket, QAbstractSocket::SocketError error)
{
    const QString text = socket->errorString();
    forget(socket);
    socket->deleteLater(); // its signal is on the stack
    if (!m_waiting.isEmpty())
        tryNext();
    else if (m_trying.empty())
        m_callbacks.failed(error, text);
}

void Dialer::forget(QTcpSocket* socket)
{
    socket->disconnect(this);
    std::erase(m_trying, socket);
}

} // namespace gateway::http
