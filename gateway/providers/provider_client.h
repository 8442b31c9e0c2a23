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

/// How to access an upstream. A value.
struct UpstreamAccess {
    UpstreamEndpoint endpoint;
    std::vector<std::pair<std::string, std::string>> authorization; ///< from `authorization()`
    std::optional<QNetworkProxy> proxy; ///< empty: from http::findProxy() for the address
    bool isSystemProxy = false;         ///< `proxy` is the result of that, for `endpoint` only
    std::optional<SecretMistake> keyMistake = {}; ///< mistake in the key that is sent
    bool verify = true;                 ///< TLS: against the system's store, or `caFile` if set
    std::string caFile;                 ///< path of a PEM file
    std::shared_ptr<const QList<QSslCertificate>> authorities; ///< read from `caFile`; null: it is read for each request
    Milliseconds limit{15000};          ///< for a whole request
};

/// How a request to an upstream failed, for formatting messages.
enum class UpstreamFailure {
    NotSent,       ///< something is missing: see the error kind
    NoModel,       ///< no model to request; the status is that of the model list, 0 if that was not requested
    Refused,       ///< nothing is listening
    HostNotFound,
    NotSecure,     ///< no TLS
    ProxyFailed,
    BrokenOff,     ///< closed, or not HTTP
    Unreachable,   ///< for any other reason
    TimedOut,
    TooLong,       ///< exceeds the size limit
    NoAuthorities, ///< no certificate in the CA file
    Status,        ///< other than 200
    BrokenStream,  ///< an error within the response
    NotAChat,      ///< 200, but not a chat stream
    NotAList,      ///< 200, but not a model list, and no model is known to request
};

struct BetterAddress;

/// The result of testing a provider with a real request.
struct ProbeResult {
    bool ok = false;
    std::optional<ErrorKind> problem; ///< kind of the failure; empty when ok
    std::optional<ErrorKind> keyProblem = {}; ///< with NoUsableKey: why the first key could not be read, if that is the cause
    std::string keyReference = {};            ///< reference of that key
    Sentence message; ///< the failure as a sentence, without secrets; empty when ok
    UpstreamFailure failure = UpstreamFailure::NotSent; ///< unless ok
    std::string address; ///< host and port of the request
    std::string words;   ///< message of the upstream or the system, without secrets; the file with `NoAuthorities`; may be empty
    int status = 0;      ///< HTTP status; 0: no response
    std::optional<SecretMistake> keyMistake = {}; ///< mistake in the key that was sent
    std::string refusal; ///< the error response as received, truncated: for classification, not for display
    int models = -1;     ///< number of listed models; -1: it has no list
    std::vector<std::string> listed; ///< their names
    std::string model;   ///< model of the request
    Milliseconds firstToken{-1};
    Milliseconds total{-1};
    std::shared_ptr<const BetterAddress> better = nullptr; ///< unless ok: the address that was probably meant; null: none
};

/// An address at which a test reached an API, unlike at the one in the settings.
struct BetterAddress {
    std::string baseUrl;
    ProbeResult result; ///< of the test there
};

/// Maximum tokens of a test: of its question, including what a provider adds, and of the answer.
inline constexpr int kMostProbeInput = 32;
inline constexpr int kMostProbeOutput = 16;

/// A model server found on this machine.
struct LocalEngine {
    std::string type; ///< catalog id: "ollama", "lmstudio"
    std::string baseUrl;
    std::vector<std::string> models;
};

/// A possible address of a model server.
struct EngineAddress {
    std::string type;    ///< catalog id
    std::string baseUrl; ///< as in the configuration
    std::string listUrl; ///< URL of its model list
    std::string owner;   ///< owner of its models, if other programs use the same port; may be empty
};

/// The model servers in the catalog with their default addresses.
std::vector<EngineAddress> usualEngines(const Catalog& catalog);

/// The model for a test: `wanted` if given; else the cheapest chat model that is known and listed; else the first
/// listed; else the cheapest known; empty if there is none. An empty `listed` means that there is no list.
std::string probeModel(const std::optional<std::string>& wanted, std::span<const std::string> listed,
                       std::span<const CatalogModel> known);

/// Background requests to upstreams: model lists, tests, detection of local engines. Never part of serving a request.
/// Main thread; results come from the event loop, none after the client is destroyed. Redirects are not followed, so
/// that a key is sent only to its intended destination; responses are limited in size and time.
class ProviderClient final : public QObject {
    Q_OBJECT
public:
    explicit ProviderClient(QObject* parent = nullptr);
    ~ProviderClient() override;

    using ModelsDone = std::function<void(Result<std::vector<std::string>>)>;
    /// Errors: UnknownEndpoint (no model list), NoUsableKey, UpstreamError (with the status), UpstreamUnreachable,
    /// UpstreamTimeout, UpstreamProtocolError.
    void listModels(const UpstreamAccess& access, ModelsDone done);

    using ProbeDone = std::function<void(ProbeResult)>;
    /// Sends a tiny real streaming request. `known` are the catalog's models of the provider and must live until the
    /// result.
    void probe(const UpstreamAccess& access, const std::optional<std::string>& model,
               std::span<const CatalogModel> known, ProbeDone done);

    using TokenDone = std::function<void(Result<AccessToken>)>;
    /// Sends a service account's assertion to its token endpoint: `access` provides proxy and TLS, its endpoint and
    /// authorization are ignored. Errors: NoUsableKey (the key is unusable, or was rejected), UpstreamError,
    /// UpstreamUnreachable, UpstreamTimeout, UpstreamProtocolError (worth a retry).
    void askToken(const UpstreamAccess& access, const GoogleAccount& account, WallTime now, TokenDone done);

    using FetchDone = std::function<void(Result<QByteArray>)>;
    /// Fetches a file without a key, such as a price list: at most 16 MiB, through the system's proxy. Errors:
    /// UpstreamError (status other than 200), UpstreamUnreachable, UpstreamTimeout, UpstreamProtocolError.
    void fetch(const std::string& url, Milliseconds limit, FetchDone done);

    using BalanceDone = std::function<void(Result<BalanceReading>)>;
    /// Requests what is left on the key of `access`, from the first source that responds. Errors: those of the last
    /// source, and UnknownEndpoint if there is none.
    void askBalance(const UpstreamAccess& access, std::vector<BalanceSource> sources, BalanceDone done);

    using EnginesDone = std::function<void(std::vector<LocalEngine>)>;
    /// Queries all addresses in parallel, each for at most half a second.
    void findLocalEngines(const std::vector<EngineAddress>& where, EnginesDone done);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace gateway::providers
