#pragma once

#include "balance.h"
#include "upstream_endpoint.h"

#include "gateway/core/clock.h"
#include "gateway/core/result.h"
#include "gateway/core/secret_text.h"
#include "gateway/providers/signing/google_token.h"

#include <QByteArray>
#include <QList>
#include <QNetworkProxy>
#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

class QSslCertificate;

namespace gateway::providers {

/// How to get at an upstream. A value.
struct UpstreamAccess {
    UpstreamEndpoint endpoint;
    std::vector<std::pair<std::string, std::string>> authorization; ///< as `authorization()` gives it
    std::optional<QNetworkProxy> proxy; ///< empty: what http::findProxy() says of the address
    bool isSystemProxy = false;         ///< `proxy` is that already, for `endpoint` alone
    std::optional<SecretMistake> keyMistake = {}; ///< that is sent with the key
    bool verify = true;                 ///< TLS: against the system's store, or `caFile` where set
    std::string caFile;                 ///< path of a PEM file
    std::shared_ptr<const QList<QSslCertificate>> authorities; ///< that were read from it; null: it is read for each request
    Milliseconds limit{15000};          ///< for one request as a whole
};

/// How a request to an upstream failed, for whoever puts it into words.
enum class UpstreamFailure {
    NotSent,       ///< something is missing: the kind of the error says what
    NoModel,       ///< there is none to ask for; the status is that of its list of models, 0 where that was not asked for
    Refused,       ///< nobody listens there
    HostNotFound,
    NotSecure,     ///< no TLS
    ProxyFailed,
    BrokenOff,     ///< closed, or no HTTP
    Unreachable,   ///< for any other reason
    TimedOut,
    TooLong,       ///< more than is read
    NoAuthorities, ///< no certificate in the CA file
    Status,        ///< another than 200
    BrokenStream,  ///< an error in the middle of the answer
    NotAChat,      ///< 200, and no chat stream
    NotAList,      ///< 200, and no list of models: none is known to ask for
};

/// What a test of a provider found: a real request, answered or not.
struct ProbeResult {
    bool ok = false;
    std::optional<ErrorKind> problem; ///< what kind of failure; empty when ok
    std::optional<ErrorKind> keyProblem = {}; ///< of NoUsableKey: why the first key could not be read, if it could not
    std::string keyReference = {};            ///< and where it is
    Sentence message; ///< the failure as a sentence, without secrets; empty when ok
    UpstreamFailure failure = UpstreamFailure::NotSent; ///< unless ok
    std::string address; ///< host and port that were asked
    std::string words;   ///< of the upstream or of the system, without secrets; the file of `NoAuthorities`; may be empty
    int status = 0;      ///< HTTP status; 0: none came
    std::optional<SecretMistake> keyMistake = {}; ///< that was sent with the key
    std::string refusal; ///< what came instead of an answer, as it came and bounded: to be judged, not to be shown
    int models = -1;     ///< how many it lists; -1: has no list
    std::vector<std::string> listed; ///< their names
    std::string model;   ///< that was asked
    Milliseconds firstToken{-1};
    Milliseconds total{-1};
};

/// Tokens that a test may cost: of its question, with what a provider adds to it, and of the answer.
inline constexpr int kMostProbeInput = 32;
inline constexpr int kMostProbeOutput = 16;

/// A model server found running on this machine.
struct LocalEngine {
    std::string type; ///< catalog id: "ollama", "lmstudio"
    std::string baseUrl;
    std::vector<std::string> models;
};

/// Where a model server may be.
struct EngineAddress {
    std::string type;    ///< catalog id
    std::string baseUrl; ///< as it would be configured
    std::string listUrl; ///< of its list of models
    std::string owner;   ///< who owns its models, where its port is used by others as well; may be empty
};

/// The model servers of the catalog at their usual addresses.
std::vector<EngineAddress> usualEngines(const Catalog& catalog);

/// The model for a test: `wanted` where given; else the cheapest chat model that
/// is known and listed; else the first listed; else the cheapest known; empty if
/// there is none. An empty `listed` means that there is no list.
std::string probeModel(const std::optional<std::string>& wanted, std::span<const std::string> listed,
                       std::span<const CatalogModel> known);

/// Chores with upstreams: model lists, tests, looking for local engines. Never on
/// the path of a request. Main thread; answers come from the event loop, none
/// after the client is gone. No redirect is followed, so that a key goes only
/// where it was meant for; answers are bounded in size and time.
class ProviderClient final : public QObject {
    Q_OBJECT
public:
    explicit ProviderClient(QObject* parent = nullptr);
    ~ProviderClient() override;

    using ModelsDone = std::function<void(Result<std::vector<std::string>>)>;
    /// Errors: UnknownEndpoint (it has no list), NoUsableKey, UpstreamError (with
    /// the status), UpstreamUnreachable, UpstreamTimeout, UpstreamProtocolError.
    void listModels(const UpstreamAccess& access, ModelsDone done);

    using ProbeDone = std::function<void(ProbeResult)>;
    /// A tiny real streaming request. `known` are the catalog's models of the
    /// provider and must live until the answer.
    void probe(const UpstreamAccess& access, const std::optional<std::string>& model,
               std::span<const CatalogModel> known, ProbeDone done);

    using TokenDone = std::function<void(Result<AccessToken>)>;
    /// Shows a service account's assertion at its token endpoint: `access` says how to get
    /// to other hosts (proxy, TLS), its endpoint and authorization are not looked at.
    /// Errors: NoUsableKey (the key cannot be used, or was refused), UpstreamError,
    /// UpstreamUnreachable, UpstreamTimeout, UpstreamProtocolError (it is worth another try).
    void askToken(const UpstreamAccess& access, const GoogleAccount& account, WallTime now, TokenDone done);

    using FetchDone = std::function<void(Result<QByteArray>)>;
    /// A file at an address that has no key, such as a price list: 16 MiB at most, through the system's proxy.
    /// Errors: UpstreamError (another answer than 200), UpstreamUnreachable, UpstreamTimeout, UpstreamProtocolError.
    void fetch(const std::string& url, Milliseconds limit, FetchDone done);

    using BalanceDone = std::function<void(Result<BalanceReading>)>;
    /// What is left on the key of `access`, by the first of the sources that answers. Errors: those of the last one,
    /// and UnknownEndpoint where there is none.
    void askBalance(const UpstreamAccess& access, std::vector<BalanceSource> sources, BalanceDone done);

    using EnginesDone = std::function<void(std::vector<LocalEngine>)>;
    /// Asks all addresses at once, each for half a second at most.
    void findLocalEngines(const std::vector<EngineAddress>& where, EnginesDone done);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace gateway::providers
