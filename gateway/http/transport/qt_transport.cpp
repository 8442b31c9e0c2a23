#include "qt_transport.h"

#include <QSslSocket>

#include <algorithm>
#include <utility>

namespace gateway::http {

QtTransport::QtTransport(QAbstractSocket& socket) : m_socket(socket), m_tls(qobject_cast<QSslSocket*>(&socket))
{
    connect(&socket, &QAbstractSocket::readyRead, this, [this] { onReadyRead(); });
    // Noted at once and told later: a write may be what finds out.
    connect(&socket, &QAbstractSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) {
        m_wasReset = m_wasReset || error != QAbstractSocket::RemoteHostClosedError;
        onEnd();
    });
    connect(&socket, &QAbstractSocket::disconnected, this, [this] { onEnd(); });
}

QtTransport::~QtTransport() { m_socket.disconnect(this); }

void QtTransport::onReadyRead()
{
    if (m_user)
        m_user->onReadable();
}

void QtTransport::onEnd()
{
    if (std::exchange(m_hasEnded, true))
        return;
    const auto tell = [this] {
        if (m_user)
            std::exchange(m_user, nullptr)->onClosed();
    };
    QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
}

std::size_t QtTransport::read(char* into, std::size_t room)
{
    if (!m_socket.isOpen())
        return 0;
    const qint64 count = m_socket.read(into, static_cast<qint64>(room));
    return static_cast<std::size_t>(std::max<qint64>(count, 0));
}

// Of what is encrypted Qt decrypts the rest in a turn of its own.
bool QtTransport::hasEnded() const
{
    return m_hasEnded && m_socket.bytesAvailable() == 0 && !(m_tls && m_tls->encryptedBytesAvailable() > 0);
}

bool QtTransport::isQuiet()
{
    return !m_hasEnded && m_socket.state() == QAbstractSocket::ConnectedState && m_socket.bytesAvailable() == 0
           && pendingBytes() == 0;
}

void QtTransport::write(std::string_view bytes)
{
    if (m_socket.state() != QAbstractSocket::ConnectedState)
        return;
    m_socket.write(bytes.data(), static_cast<qint64>(bytes.size()));
    m_socket.flush();
}

void QtTransport::write(std::string_view front, const QByteArray& middle, std::string_view back)
{
    if (m_socket.state() != QAbstractSocket::ConnectedState)
        return;
    if (!front.empty())
        m_socket.write(front.data(), static_cast<qint64>(front.size()));
    m_socket.write(middle);
    if (!back.empty())
        m_socket.write(back.data(), static_cast<qint64>(back.size()));
    m_socket.flush();
}

std::int64_t QtTransport::pendingBytes() const
{
    return m_socket.bytesToWrite() + (m_tls ? m_tls->encryptedBytesToWrite() : 0);
}

} // namespace gateway::http
