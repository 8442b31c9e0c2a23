#pragma once

#include "model_calls.h"

#include "gateway/core/clock.h"
#include "gateway/core/secret.h"

#include <QByteArray>
#include <QNetworkAccessManager>
#include <QNetworkRequest>
#include <QObject>
#include <QUrl>

#include <memory>
#include <vector>

class QNetworkReply;

namespace gateway::evaluation {

/// Sends requests to the gateway's own address, like one from any client, without proxies and redirects. Each is an
/// exchange in the ledger, marked with the run.
class GatewayCalls final : public QObject, public ModelCalls {
    Q_OBJECT
public:
    /// `base`: ends with /v1. `runId`: of the run, sent with each request. `clock` must outlive this object.
    GatewayCalls(QUrl base, Secret key, QByteArray runId, const Clock& clock, QObject* parent = nullptr);
    ~GatewayCalls() override;

    void chat(const ChatCall& call, CallDone done) override;
    void embed(const EmbeddingCall& call, CallDone done) override;
    void cancelAll() override;

private:
    class Call;
    struct Network {
        QNetworkAccessManager* manager = nullptr; // child of this object
        int calls = 0;
    };

    QNetworkRequest requestTo(const QString& path) const;
    void post(const QString& path, const Json& body, bool isChat, CallDone done);
    /// A manager with a free connection.
    std::size_t freeNetwork();
    void ended(quint64 id);

    QUrl m_base;
    Secret m_key;
    QByteArray m_runId;
    const Clock& m_clock;
    std::vector<Network> m_networks;
    std::vector<std::unique_ptr<Call>> m_calls;
    quint64 m_lastId = 0;
};

} // namespace gateway::evaluation
