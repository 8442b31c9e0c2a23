#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QObject>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <utility>
#include <vector>

/// Answers one request with pieces, the next one each time `next` is called.
class ScriptedServer {
public:
    explicit ScriptedServer(std::vector<QByteArray> pieces) : m_pieces(std::move(pieces))
    {
        m_server.listen(QHostAddress::LocalHost, 0);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            m_socket = m_server.nextPendingConnection();
            QObject::connect(m_socket, &QTcpSocket::readyRead, m_socket, [this] { m_request += m_socket->readAll(); });
        });
    }

    QUrl base() const { return QUrl(QStringLiteral("http://127.0.0.1:%1/v1").arg(m_server.serverPort())); }
    QByteArray request() const { return m_request; }
    bool hasRequest() const { return m_request.contains("\r\n\r\n") && m_request.endsWith('}'); }

    void next()
    {
        m_socket->write(m_pieces.at(m_next++));
        m_socket->flush();
        if (m_next == m_pieces.size())
            m_socket->disconnectFromHost();
    }
    /// For good: QNetworkAccessManager would try once more.
    void breakOff()
    {
        m_server.close();
        m_socket->abort();
    }

private:
    QTcpServer m_server;
    QPointer<QTcpSocket> m_socket;
    QByteArray m_request;
    std::vector<QByteArray> m_pieces;
    std::size_t m_next = 0;
};

inline const QByteArray kHead = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\nx-signalbox-request-id: r-1\r\n"
                         "x-signalbox-route: deepseek\r\nx-signalbox-provider: qwen\r\nx-signalbox-model: qwen-turbo\r\nx-signalbox-attempts: 2\r\n\r\n";

inline QByteArray whole(const char* head, const QByteArray& body)
{
    return QByteArray(head) + "connection: close\r\ncontent-length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

inline QByteArray delta(const char* text) { return QByteArray("data: {\"choices\":[{\"delta\":{\"content\":\"") + text + "\"}}]}\n\n"; }
