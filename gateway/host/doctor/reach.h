#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/result.h"
#include "gateway/core/text/sentence.h"

#include <QAbstractSocket>
#include <QByteArray>
#include <QList>
#include <QNetworkProxy>
#include <QObject>
#include <QSslCertificate>
#include <QSslError>
#include <QSslSocket>
#include <QString>
#include <QTimer>

#include <functional>
#include <optional>
#include <string>

namespace gateway::host {

/// An endpoint to test.
struct Door {
    std::string host; ///< a name or an address literal, without brackets
    int port = 443;
    bool isSecure = true;
    bool verify = true;
    std::string caFile = {}; ///< path of a PEM file; empty: the system's authorities
    /// Whether an unreadable CA file ends the test. A program on one of our own ports is judged by its response:
    /// without the file it is contacted without verification.
    bool needsCaFile = true;
    QNetworkProxy proxy = QNetworkProxy(QNetworkProxy::NoProxy);
    std::string path = "/";
};

/// Result of a connection test. The steps are in order.
struct Knock {
    enum class Step { Name, Connection, Tls, Answer, Done };

    Step failedAt = Step::Done;
    Sentence words = {}; ///< why it failed
    int status = 0; ///< HTTP status; after a failed connection, that of the proxy
    bool isOfCredentials = false; ///< the proxy rejected the user name and password, or requires them
    bool isOfCaFile = false;      ///< the door's CA file cannot be used
    std::optional<WallTime> date = {}; ///< `Date` of the response, to the second
    WallTime answeredAt{}; ///< by the local clock
    std::string head = {}; ///< response header without the status line, as received
    Milliseconds connect{-1}; ///< until the connection was established, including name resolution; -1: never
    Milliseconds tls{-1};
    Milliseconds answer{-1};

    bool isOk() const { return failedAt == Step::Done; }
    /// Whether a Signalbox answered.
    bool isSignalbox() const;
};

/// Tests a connection, TLS and one `HEAD` without any key: free of charge and revealing nothing. Calls `done` once from
/// the event loop, within `limit`; never after destruction. Single use.
class Reach final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(Knock)>;

    Reach(Door door, Milliseconds limit, Done done, QObject* parent = nullptr);

private:
    void begin();
    void open(const QList<QSslCertificate>& authorities, bool verify);
    void connected();
    void knock();
    bool isForwarded() const;
    void encrypted();
    void read();
    void failBySocket(QAbstractSocket::SocketError code);
    void fail(Sentence words);
    void end();
    Milliseconds elapsed() const;

    const Door m_door;
    Done m_done;
    Knock m_knock;
    Knock::Step m_step = Knock::Step::Name;
    TimePoint m_stepBegan;
    QByteArray m_answer;
    std::optional<QSslError> m_distrust; // a certificate error that no setting ignores
    QTimer m_limit;
    QSslSocket m_socket;
};

/// Parses a `Date` header. Source: RFC 9110 §5.6.7. Empty: invalid.
std::optional<WallTime> httpDate(std::string_view text);

} // namespace gateway::host
