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

/// Where a knock goes to.
struct Door {
    std::string host; ///< a name or an address literal, without brackets
    int port = 443;
    bool isSecure = true;
    bool verify = true;
    std::string caFile = {}; ///< path of a PEM file; empty: the system's authorities
    /// Whether a file of authorities that cannot be read ends it. A program at one's own port is to be judged by what it answers:
    /// without the file it is knocked at unverified.
    bool needsCaFile = true;
    QNetworkProxy proxy = QNetworkProxy(QNetworkProxy::NoProxy);
    std::string path = "/";
};

/// How far one got. The steps stand in their order.
struct Knock {
    enum class Step { Name, Connection, Tls, Answer, Done };

    Step failedAt = Step::Done;
    Sentence words = {}; ///< why it failed
    int status = 0; ///< of HTTP; with a failed connection that of the proxy
    std::optional<WallTime> date = {}; ///< of the answer, to the second
    WallTime answeredAt{}; ///< by our clock
    std::string head = {}; ///< of the answer, without its first line, as it came
    Milliseconds connect{-1}; ///< until the connection stood, with the name looked up; -1: it never did
    Milliseconds tls{-1};
    Milliseconds answer{-1};

    bool isOk() const { return failedAt == Step::Done; }
    /// Whether a Signalbox answered.
    bool isSignalbox() const;
};

/// A connection, TLS and one `HEAD` without any key: costs nothing and tells nobody anything. Answers once from the
/// event loop, within `limit`; not at all once it is gone. One use.
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
    std::optional<QSslError> m_distrust; // of the certificate, which nothing excuses
    QTimer m_limit;
    QSslSocket m_socket;
};

/// The time that a `Date` field says. Source: RFC 9110 §5.6.7. Empty: it is none.
std::optional<WallTime> httpDate(std::string_view text);

} // namespace gateway::host
