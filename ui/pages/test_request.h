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

/// Model names that may be asked for without looking anywhere: names of routes that are no
/// patterns, then one model of every provider that is ready. The demo's working model first.
QStringList testModels(const models::GatewayModel& model, const models::GatewayParts<models::Configuration, models::Providers>& access);

/// Of a request to the gateway's own address, at `path` behind `base` (which ends in /v1): this program's name, its key,
/// and nobody between.
QNetworkRequest ownRequest(const models::GatewayParts<models::GatewayControl>& access, const QUrl& base, const QString& path);
/// Goes to this machine only, and nowhere else from there.
void keepHere(QNetworkAccessManager& network);

/// What a test request found out. Negative times: not reached, or not told.
struct TestFacts {
    int status = 0; ///< HTTP status; 0: no answer came
    QString route;
    QString provider;
    QString model;    ///< as sent upstream
    QString requestId;
    int attempts = 0; ///< 0: the answer does not say
    gateway::Milliseconds firstToken{-1};
    gateway::Milliseconds total{-1};
    std::optional<qint64> inputTokens;
    std::optional<qint64> outputTokens;
    QString errorCode; ///< of the error contract; empty: it went well
    gateway::Sentence error; ///< the gateway's own words
    gateway::Milliseconds retryAfter{-1}; ///< of an error, until when it is of no use to ask again
};

/// What somebody said: the user, or the model ("assistant").
struct ChatLine {
    QString role;
    QString text;
};

/// One streaming chat request to the gateway's own address, as any client on this
/// machine would send it. Main thread.
class TestRequest : public QObject {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl>;

    /// `access` must outlive it.
    explicit TestRequest(const Access& access, QObject* parent = nullptr);
    ~TestRequest() override;

    /// `base`: ends in /v1. Ends the one before.
    void send(const QUrl& base, const QString& model, const QString& message);
    /// The same with a whole talk, and no limit to its answer.
    void sendTalk(const QUrl& base, const QString& model, const std::vector<ChatLine>& lines);
    /// Ends the one under way without `finished`.
    void cancel();
    bool isRunning() const { return m_reply != nullptr; }
    const TestFacts& facts() const { return m_facts; }

Q_SIGNALS:
    void answering();                    ///< the headers are there: route, provider, attempts
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
    QNetworkAccessManager m_network;
    QPointer<QNetworkReply> m_reply;
    QElapsedTimer m_time;
    QByteArray m_line; // not ended yet
    TestFacts m_facts;
};

} // namespace ui::pages
