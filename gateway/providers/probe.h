#pragma once

#include "chore.h"

#include "gateway/protocol/conversation/codec.h"

#include <QElapsedTimer>

#include <memory>
#include <optional>

namespace gateway::providers {

/// A test of a provider: its model list, then a chat request in its protocol, repeated with the other name of the token
/// limit if the first is rejected. Deletes itself after `done`. Main thread.
class Probe final : public QObject {
    Q_OBJECT
public:
    Probe(QNetworkAccessManager& network, UpstreamAccess access, std::optional<std::string> wanted,
        std::span<const CatalogModel> known, ProviderClient::ProbeDone done, QObject* parent);
    void start();

private:
    static constexpr const char* kOldLimit = "max_tokens";
    static constexpr const char* kNewLimit = "max_completion_tokens";

    void listed(const Chore::Reply& reply);
    void readList(const Chore::Reply& reply);
    void finishWithoutModel();
    void ask();
    void read(const QByteArray& piece);
    void take(const std::vector<protocol::AnswerEvent>& events);
    void answered(const Chore::Reply& reply);
    void finish(const Error& error, UpstreamFailure failure);
    void finish();

    QNetworkAccessManager& m_network;
    const UpstreamAccess m_access;
    const std::optional<std::string> m_wanted;
    const std::span<const CatalogModel> m_known;
    const ProviderClient::ProbeDone m_done;
    std::string m_limitName = kOldLimit;
    std::unique_ptr<protocol::AnswerDecoder> m_decoder;
    std::string m_streamError;
    QElapsedTimer m_clock;
    ProbeResult m_result;
    /// Why the model list is empty; not a failure if a model is known otherwise.
    struct ListFailure {
        Error error;
        UpstreamFailure cause;
    };
    std::optional<ListFailure> m_listFailure;
};

} // namespace gateway::providers
