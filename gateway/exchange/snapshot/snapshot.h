#pragma once

#include "consumer_keys.h"
#include "local_users.h"
#include "required_capabilities.h"
#include "trusted_proxies.h"

#include "gateway/config/settings/settings.h"
#include "gateway/core/result.h"
#include "gateway/core/secret.h"
#include "gateway/core/secret_text.h"
#include "gateway/http/proxy/system_proxy.h"
#include "gateway/http/upstream/upstream.h"
#include "gateway/policy/policy_chains.h"
#include "gateway/protocol/dialect.h"
#include "gateway/protocol/embeddings/embedding.h"
#include "gateway/providers/catalog.h"
#include "gateway/providers/secret_uses.h"
#include "gateway/providers/signing/aws_secret.h"
#include "gateway/providers/upstream_endpoint.h"
#include "gateway/routing/health/failure_rules.h"
#include "gateway/routing/route_planner.h"
#include "gateway/secrets/redaction.h"
#include "gateway/usage/decisions/route_list.h"
#include "gateway/usage/pricing/price_book.h"

#include <QNetworkProxy>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace gateway::exchange {

/// One key of a provider that can be used.
struct UsableKey {
    std::string name;
    int weight = 1;
    providers::Authorization authorization; ///< at the provider's own first endpoint
    std::optional<SecretMistake> mistake = {}; ///< that is sent with it

    bool operator==(const UsableKey&) const = default;
};

/// What requests with one key at one endpoint begin with.
struct KeyHead {
    std::string chat;    ///< of a chat without a stream: request line and lines; empty: the path depends on the model
    std::string lines;   ///< all behind the request line
    std::string query;   ///< what the key adds to a path: "?key=..." without its mark; may be empty
};

/// Signs requests to AWS.
struct Signer {
    providers::AwsCredentials credentials;
    std::string region;
};

/// One protocol that a provider speaks, and where.
struct Access {
    providers::UpstreamEndpoint endpoint;
    protocol::Format format = protocol::Format::OpenAiChat;
    http::Origin origin;
    QNetworkProxy proxy;      ///< for `origin.proxy`, where that is not empty
    Sentence proxyProblem;    ///< why that proxy cannot be used; empty: it can
    Sentence proxyRemedy;     ///< what to do where that proxy is at fault, as a sentence without its end
    std::vector<KeyHead> keys; ///< as the provider's
    std::vector<std::optional<Signer>> signers; ///< as the keys; empty: the key is shown as it is
    std::vector<providers::Authorization> authorizations; ///< as the keys
    bool isChatOnly = false; ///< it has chats, and no completions or prompts beside them
};

/// The keys that requests to a provider may go with.
struct ProviderKeys {
    std::vector<UsableKey> keys; ///< one without a name where none is needed
    providers::Authorization keyless; ///< what goes with a client's own authorization
    std::string keyGroup;        ///< their name for the balancer
    std::vector<int> keyWeights; ///< as the keys
    std::vector<providers::SecretUse> unapproved; ///< secrets that are not sent, since nobody has approved where they would go

    /// Whether that secret is one of these.
    bool holdsBack(const std::string& reference) const;
};

/// A configured provider, made ready.
struct Provider : ProviderKeys {
    const config::ProviderSettings* settings = nullptr;
    std::optional<providers::UpstreamEndpoint> endpoint; ///< empty: see `problem`
    http::Origin origin;
    std::vector<Access> accesses; ///< that endpoint first, then what else it speaks
    std::vector<Access> chats; ///< those with completions or prompts once more, for their chat only
    http::KeepAlive keepAlive;
    protocol::ReportedCosts reportedCosts; ///< which it is to be believed
    Error problem;               ///< why it cannot be used, where `endpoint` or `keys` are empty
    QNetworkProxy proxy;         ///< of its first access, likewise below
    Sentence proxyProblem;
};

/// Secrets that were resolved for a snapshot, by their reference's text.
using ResolvedSecrets = std::unordered_map<std::string, Result<Secret>>;

/// Certificates by the file that they were read from.
using KnownAuthorities = std::unordered_map<std::string, http::Authorities>;

/// How a client's format is best served at a provider: as it is where the provider speaks
/// it and has what is `required`, else where `model` (empty: any) can do most.
/// Null: the provider cannot be used.
const Access* accessFor(const Provider& provider, protocol::Format client, std::string_view model = {},
                        const RequiredCapabilities& required = {});

/// Whether one of its endpoints lacks something of its API, so that what a request needs decides between them.
bool isChosenByCapabilities(const Provider& provider);

/// Whether a client of that format is served as it is there.
bool isSpoken(const Access& access, protocol::Format client);

/// The same for embeddings; null: it has none.
const Access* accessForEmbeddings(const Provider& provider, protocol::EmbeddingFormat client);
/// What embeddings are asked for in where that is spoken; empty: there are none.
std::optional<protocol::EmbeddingFormat> embeddingFormatOf(const Access& access);
/// The same of any host that speaks `protocol`, as far as that says.
std::optional<protocol::EmbeddingFormat> embeddingFormatOf(providers::Protocol protocol);
/// Whether such a host takes what passes as it is from a client of `format`.
bool passes(providers::Protocol protocol, protocol::Format format);

/// Where what is not translated goes to (files, sound, pictures), in the words of `client`; null: nowhere.
const Access* accessForPassing(const Provider& provider, protocol::Format client);

/// Who may ask, and by which names and ways.
struct CallerRules {
    ConsumerKeys consumerKeys;
    std::optional<ConsumerKeys::Digest> ownKey; ///< that this program shows itself; empty: it asks nothing
    std::vector<std::string> allowedHosts; ///< lower case, without ports
    TrustedProxies trustedProxies;
    LocalUsers localUsers;
};

/// Everything that exchanges are decided by: configuration, resolved secrets,
/// compiled routes. Immutable; an exchange keeps the one that it began with.
struct Snapshot : CallerRules {
    config::Settings settings;
    std::vector<Provider> providers; ///< as in the settings
    const providers::Catalog* catalog = nullptr; ///< never null; outlives it
    std::unique_ptr<routing::RoutePlanner> planner;
    std::shared_ptr<const usage::PriceBook> prices; ///< never null
    std::shared_ptr<const usage::RouteList> routeList; ///< for what exchanges leave behind; never null
    std::shared_ptr<const routing::FailureRules> failureRules; ///< never null
    policy::PolicyChains policies;
    secrets::Redactor redactor;            ///< of all secrets that were resolved
    bool awaitsKeys = false;               ///< some have not been read for the first time; another snapshot follows

    /// By its id; null: it is not configured.
    const Provider* provider(std::string_view id) const;

    Snapshot() = default;
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;
};

/// What a snapshot is made of beside the settings.
struct SnapshotInputs {
    ResolvedSecrets secrets;
    providers::ApprovedOrigins approved; ///< where secrets may go, besides the catalog's own addresses
    std::unordered_map<std::string, std::vector<std::string>> models; ///< lists of providers that could be asked, by id
    std::unordered_map<std::string, http::FoundProxy> systemProxies;  ///< of providers whose proxy is "system", by `UpstreamEndpoint::origin()`
    KnownAuthorities authorities; ///< of the `ca_file` of providers, as far as they have been read; under "" those of SSL_CERT_FILE and SSL_CERT_DIR, where set
    Sentence authorityProblem; ///< what of SSL_CERT_FILE and SSL_CERT_DIR is of no use, and why; empty: nothing
    std::shared_ptr<const providers::PriceList> prices; ///< that was fetched; null: none
    std::optional<config::ExchangeRate> rate; ///< likewise
    std::vector<std::string> machineAddresses; ///< this machine's own literals, allowed as Host where it listens on all
    std::vector<std::uint32_t> localUsers; ///< ids of the user that runs this program, and of those that `listen.local_users` names
    std::vector<std::string> listensAt; ///< as `Gateway::addresses()`, also those that the settings name no more: allowed likewise
    std::optional<ConsumerKeys::Digest> ownKey; ///< as the snapshot's
    bool awaitsKeys = false;                    ///< likewise
};

/// What to do about the key that `reference` names, as a sentence.
Sentence keyRemedy(const std::string& reference);
/// The same where `why` it could not be read is known; empty where its message says it.
Sentence keyRemedy(const std::string& reference, const Error& why);
/// What to do about a key that its provider has refused, as sentences. `reference` may be empty.
Sentence refusedKeyRemedy(const std::string& reference, std::optional<SecretMistake> mistake);

/// The built-in rules of failures with the user's. Never null.
std::shared_ptr<const routing::FailureRules> failureRulesWith(const config::FailureSettings& own);

/// The addresses of enabled providers whose proxy is "system", each once: `systemProxies` is to hold their proxies.
std::vector<std::string> systemProxyOrigins(const config::Settings& settings, const providers::Catalog& catalog);

/// Puts a snapshot together. Never fails: a provider that cannot be used says why.
/// `catalog` must outlive it.
std::shared_ptr<const Snapshot> makeSnapshot(config::Settings settings, const providers::Catalog& catalog,
                                             const SnapshotInputs& inputs);

} // namespace gateway::exchange
