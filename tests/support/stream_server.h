#pragma once

#include <QByteArray>
#include <QList>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <utility>
#include <vector>

/// Answers requests like the gateway on a real socket: each with the newest answer for its first line, or one
/// request in pieces, one for each call of `next`.
class StreamServer {
public:
    inline static const QByteArray kHead =
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\nx-signalbox-request-id: r-1\r\n"
        "x-signalbox-route: deepseek\r\nx-signalbox-provider: qwen\r\nx-signalbox-model: qwen-turbo\r\nx-signalbox-attempts: 2\r\n\r\n";
    inline static const QByteArray kEnd =
        "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":34}}\n\ndata: [DONE]\n\n";

    static QByteArray whole(const char* head, const QByteArray& body)
    {
        return QByteArray(head) + "connection: close\r\ncontent-length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    }
    static QByteArray delta(const char* text) { return QByteArray("data: {\"choices\":[{\"delta\":{\"content\":\"") + text + "\"}}]}\n\n"; }

    /// `pieces`: of the only answer; none: uses `answer`.
    explicit StreamServer(std::vector<QByteArray> pieces = {}) : m_pieces(std::move(pieces)), m_isInPieces(!m_pieces.empty())
    {
        m_server.listen(QHostAddress::LocalHost, 0);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            QTcpSocket* const socket = m_server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] { read(*socket); });
            QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        });
    }

    /// `closes`: otherwise the answer never ends.
    void answer(const QByteArray& line, const QByteArray& bytes, bool closes = true) { m_answers.prepend({line, bytes, closes}); }
    QUrl base() const { return QUrl(QStringLiteral("http://127.0.0.1:%1/v1").arg(m_server.serverPort())); }
    QByteArray lastRequest() const { return m_last; } ///< empty: none received completely

    bool isConnected() const { return m_socket && m_socket->state() == QAbstractSocket::ConnectedState; }

    void next()
    {
        m_socket->write(m_pieces.at(m_next++));
        m_socket->flush();
        if (m_next == m_pieces.size()) m_socket->disconnectFromHost();
    }
    /// Closes for good, as QNetworkAccessManager would retry once.
    void breakOff()
    {
        m_server.close();
        m_socket->abort();
    }

private:
    struct Answer {
        QByteArray line;
        QByteArray bytes;
        bool closes = true;
    };

    void read(QTcpSocket& socket)
    {
        const QByteArray request = socket.property("request").toByteArray() + socket.readAll();
        socket.setProperty("request", request);
        const bool isWhole = request.startsWith("GET") ? request.endsWith("\r\n\r\n") : request.contains("\r\n\r\n") && request.endsWith('}');
        if (!isWhole) return;
        m_last = request;
        m_socket = &socket;
        if (m_isInPieces) return;
        for (const Answer& answer : std::as_const(m_answers)) {
            if (!request.startsWith(answer.line)) continue;
            socket.write(answer.bytes);
            socket.flush();
            if (answer.closes) socket.disconnectFromHost();
            return;
        }
        socket.abort();
    }

    QTcpServer m_server;
    QList<Answer> m_answers; ///< the newest first
    QByteArray m_last;
    QPointer<QTcpSocket> m_socket; ///< of that answer
    std::vector<QByteArray> m_pieces;
    bool m_isInPieces = false;
    std::size_t m_next = 0;
};
