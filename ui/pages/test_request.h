#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/text/sentence.h"

#include "ui/models/gateway_parts.h"

#include <QByteArray>
#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QObject>
#include <QPointer>
#include <QStringList>
#include <QUrl>

#include <optional>
#include <vector>

namespace ui::models {
class GatewayModel;
}

namespace ui::pages {

/// Model names that can be requested without querying anything: route names without patterns, then one model of every
/// ready provider. The demo's names, its working model first, come last if another provider is ready.
QStringList testModels(const models::GatewayModel& model, const models::GatewayParts<models::Configuration, models::Providers>& access);

/// A request to the gateway's own address, with `path` below `base` (which ends with /v1): with this program's name and
/// key, and without a proxy.
QNetworkRequest ownRequest(const models::GatewayParts<models::GatewayControl>& access, const QUrl& base, const QString& path);
/// Restricts the manager to this machine, without redirects to other hosts.
void keepHere(QNetworkAccessManager& network);

/// Results of a test request. Negative times: not reached, or not reported.
struct TestFacts {
    int status = 0; ///< HTTP status; 0: no response
    QString route;
    QString provider;
    QString model;    ///< upstream name
    QString requestId;
    int attempts = 0; ///< 0: not reported in the response
    gateway::Milliseconds firstToken{-1};
    gateway::Milliseconds total{-1};
    std::optional<qint64> inputTokens;
    std::optional<qint64> outputTokens;
    QString errorCode; ///< from the error contract; empty: success
    gateway::Sentence error; ///< the gateway's message
    gateway::Milliseconds retryAfter{-1}; ///< for an error, how long a retry makes no sense
};

/// A message of the user, or of the model ("assistant").
struct ChatLine {
    QString role;
    QString text;
};

/// A streaming chat request to the gateway's own address, like one from any local client. Main thread.
class TestRequest : public QObject {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl>;

    /// `access` must outlive it.
    explicit TestRequest(const Access& access, QObject* parent = nullptr);
    ~TestRequest() override;

    /// `base`: ends with /v1. Cancels the previous request.
    void send(const QUrl& base, const QString& model, const QString& message);
    /// The same with a whole conversation, and without a limit for the answer.
    void sendTalk(const QUrl& base, const QString& model, const std::vector<ChatLine>& lines);
    /// Cancels the current request without `finished`.
    void cancel();
    /// Lets the current request run to its end without this object, and without `finished`.
    void release();
    bool isRunning() const { return m_reply != nullptr; }
    const TestFacts& facts() const { return m_facts; }

Q_SIGNALS:
    void answering();                    ///< the headers have arrived: route, provider, attempts
    void textAdded(const QString& text); ///< of the answer
    void finished();

private:
    void post(const QUrl& base, const QByteArray& body);
    void readHeaders();
    void readBody();
    void readLine(const QByteArray& line);
    void readError(const QByteArray& body);
    void end();

    Access m_access;
    QNetworkAccessManager* m_network;
    QPointer<QNetworkReply> m_reply;
    QElapsedTimer m_time;
    QByteArray m_line; // not complete yet
    TestFacts m_facts;
};

} // namespace ui::pages
