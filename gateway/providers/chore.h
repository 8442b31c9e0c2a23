#pragma once

#include "provider_client.h"

#include <QByteArray>
#include <QList>
#include <QNetworkAccessManager>
#include <QObject>
#include <QPointer>
#include <QSslCertificate>
#include <QTimer>

#include <functional>
#include <optional>
#include <string>

class QNetworkReply;
class QNetworkRequest;

namespace gateway::providers {

/// An HTTP request of the provider client, from the CA file to the end of the response. Deletes itself after `done`.
/// Main thread.
class Chore final : public QObject {
    Q_OBJECT
public:
    struct Reply {
        int status = 0; ///< 0: no response
        QByteArray body;
        QByteArray server;            ///< the Server header
        std::optional<Error> failure; ///< no complete response: UpstreamUnreachable, UpstreamTimeout, UpstreamProtocolError
        UpstreamFailure cause = UpstreamFailure::NotSent; ///< of `failure`
    };
    using Done = std::function<void(const Reply&)>;
    /// Called with each piece of the body of a successful response.
    using Piece = std::function<void(const QByteArray&)>;

    /// A GET of `path` (with query), or a POST if `body` is not empty.
    Chore(QNetworkAccessManager& network, const UpstreamAccess& access, const std::string& path, const QByteArray& body,
          Piece piece, Done done, QObject* parent);

    /// Limits how much of the response is read, in bytes; call it before control returns to the event loop.
    void limitBody(qint64 bytes) { m_maxBody = bytes; }

private:
    static constexpr qint64 kMaxBody = 16 * 1024 * 1024;

    void begin();
    void send();
    QList<QSslCertificate> trusted() const;
    QNetworkRequest request() const;
    void readPiece();
    void replyFinished();
    void end(std::optional<Error> failure, UpstreamFailure cause = UpstreamFailure::NotSent);
    Sentence proxyRemedy() const;
    Error failureOf(const QNetworkReply& reply, UpstreamFailure cause) const;

    QNetworkAccessManager& m_network;
    UpstreamAccess m_access;
    std::string m_path;
    QByteArray m_toSend;
    QList<QSslCertificate> m_authorities; ///< from the CA file
    std::optional<QNetworkProxy> m_forwarder; ///< to which a plain HTTP request is sent
    bool m_isUntrusted = false; ///< no trusted authority signed the server's certificate
    Piece m_piece;
    Done m_done;
    QPointer<QNetworkReply> m_reply;
    Reply m_result;
    QTimer m_limit;
    qint64 m_maxBody = kMaxBody;
};

} // namespace gateway::providers
