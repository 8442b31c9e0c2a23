#pragma once

#include "consumer_keys.h"
#include "local_users.h"
#include "required_capabilities.h"
#include "trusted_proxies.h"

#include "gateway/config/settings/settings.h"
#include "gateway/core/result.h"
#include "gateway/core/secret.h"
#include "gateway/core/secret_text.h"
#include "gateway/evaluation/experiments/arm_choice.h"
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

/// A usable key of a provider.
struct UsableKey {
    std::string name;
    int weight = 1;
    providers::Authorization authorization; ///< for the provider's own first endpoint
    std::optional<SecretMistake> mistake = {}; ///< a likely mistake in the secret, which is sent nevertheless

    bool operator==(const UsableKey&) const = default;
};

/// The start of requests with one key to one endpoint.
struct KeyHead {
    std::string chat;    ///< request line and lines of a chat without a stream; empty: the path depends on the model
    std::string lines;   ///< everything after the request line
    std::string query;   ///< what the key adds to a path, without its question mark: "key=..."; may be empty
};

/// Signs requests to AWS.
struct Signer {
    providers::AwsCredentials credentials;
    std::string region;
};

/// One protocol that a provider speaks, and its endpoint.
struct Access {
    providers::UpstreamEndpoint endpoint;
    protocol::Format format = protocol::Format::OpenAiChat;
    http::Origin origin;
    QNetworkProxy proxy;      ///< for `origin.proxy`, if that is not empty
    Sentence proxyProblem;    ///< why that proxy cannot be used; empty: it can be used
    Sentence proxyRemedy;     ///< how to fix that proxy, as a sentence without its end
    std::vector<KeyHead> keys; ///< in the order of the provider's keys
    std::vector<std::optional<Signer>> signers; ///< in the same order; empty: the key is sent as it is
    std::vector<providers::Authorization> authorizations; ///< in the same order
    bool isChatOnly = false; ///< it serves chats only, no completions or prompts
};

/// The keys that requests to a provider may use.
struct ProviderKeys {
    std::vector<UsableKey> keys; ///< one without a name if the provider needs none
    providers::Authorization keyless; ///< sent together with a client's own authorization
    std::string keyGroup;        ///< their name in the balancer
    std::vector<int> keyWeights; ///< in the order of the keys
    /// Secrets that are not sent, because nobody has approved where they would go.
    std::vector<providers::SecretUse> unapproved;

    /// Whether that secret is one of `unapproved`.
    bool holdsBack(const std::string& reference) const;
};

/// A configured provider, ready for use.
struct Provider : ProviderKeys {
    const config::ProviderSettings* settings = nullptr;
    std::optional<providers::UpstreamEndpoint> endpoint; ///< empty: see `problem`
    http::Origin origin;
    std::vector<Access> accesses; ///< first the one of `endpoint`, then the other protocols it speaks
    std::vector<Access> chats; ///< a second access for those with completions or prompts, for their chat only
    http::KeepAlive keepAlive;
    protocol::ReportedCosts reportedCosts; ///< which of its reported costs are trusted
    Error problem;               ///< why it cannot be used, if `endpoint` or `keys` is empty
    QNetworkProxy proxy;         ///< of its first access, as is `proxyProblem`
    Sentence proxyProblem;
};

/// Resolved secrets of a snapshot, by the text of their reference.
using ResolvedSecrets = std::unordered_map<std::string, Result<Secret>>;

/// Certificates by the file they were read from.
using KnownAuthorities = std::unordered_map<std::string, http::Authorities>;

/// The access that serves a client's format best: the client's own format if the provider speaks it and meets what is
/// `required`, otherwise the one at which `model` (empty: any) can do most. Null if the provider cannot be used.
const Access* accessFor(const Provider& provider, protocol::Format client, std::string_view model = {},
                        const RequiredCapabilities& required = {});

/// Whether one of its endpoints lacks some feature of its API, so that the request's requirements decide between them.
bool isChosenByCapabilities(const Provider& provider);

/// Whether clients of that format are served there without translation.
bool isSpoken(const Access& access, protocol::Format client);

/// The same for embeddings; null if the provider has none.
const Access* accessForEmbeddings(const Provider& provider, protocol::EmbeddingFormat client);
/// The format of embeddings requests to that access; empty if it has none.
std::optional<protocol::EmbeddingFormat> embeddingFormatOf(const Access& access);
/// The same for any host that speaks `protocol`, as far as the protocol tells.
std::optional<protocol::EmbeddingFormat> embeddingFormatOf(providers::Protocol protocol);
/// Whether a host of `protocol` accepts what is passed through from a client of `format`.
bool passes(providers::Protocol protocol, protocol::Format format);

/// The access for what is not translated (files, audio, images), in the dialect of `client`; null if there is none.
const Access* accessForPassing(const Provider& provider, protocol::Format client);

/// Who may send requests, and by which host names and addresses.
struct CallerRules {
    ConsumerKeys consumerKeys;
    std::optional<ConsumerKeys::Digest> ownKey; ///< sent by this program itself; empty: it sends no requests
    std::vector<std::string> allowedHosts; ///< lower case, without ports
    TrustedProxies trustedProxies;
    LocalUsers localUsers;
};

/// Everything that decides how exchanges are handled: configuration, resolved secrets, compiled routes. Immutable; an
/// exchange keeps the snapshot that it began with.
struct Snapshot : CallerRules {
    config::Settings settings;
    std::vector<Provider> providers; ///< in the order of the settings
    const providers::Catalog* catalog = nullptr; ///< never null; outlives it
    std::unique_ptr<routing::RoutePlanner> planner;
    std::shared_ptr<const usage::PriceBook> prices; ///< never null
    std::shared_ptr<const usage::RouteList> routeList; ///< for the records of exchanges; never null
    std::shared_ptr<const routing::FailureRules> failureRules; ///< never null
    policy::PolicyChains policies;
    secrets::Redactor redactor;            ///< masks all resolved secrets
    evaluation::ExperimentStandings experiments; ///< one that is missing runs, without a winner
    bool awaitsKeys = false;               ///< some keys have not been read for the first time yet; another snapshot follows

    /// Finds a provider by its id; null if it is not configured.
    const Provider* provider(std::string_view id) const;

    Snapshot() = default;
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;
};

/// Prices as retrieved from the network.
struct RetrievedPrices {
    std::shared_ptr<const providers::PriceList> list; ///< null: none
    std::optional<config::ExchangeRate> rate;         ///< empty: none

    bool operator==(const RetrievedPrices&) const = default;
};

/// What a snapshot knows of callers and of this machine's addresses, in addition to the settings.
struct CallerInputs {
    /// This machine's own address literals, allowed as Host if it listens on all addresses.
    std::vector<std::string> machineAddresses;
    std::vector<std::uint32_t> localUsers; ///< ids of the user that runs this program and of those in `listen.local_users`
    /// As `Gateway::addresses()`, including those no longer in the settings: also allowed as Host.
    std::vector<std::string> listensAt;
    std::optional<ConsumerKeys::Digest> ownKey; ///< as in the snapshot
};

/// What a snapshot is made of in addition to the settings.
struct SnapshotInputs : CallerInputs {
    ResolvedSecrets secrets;
    providers::ApprovedOrigins approved; ///< where secrets may go, in addition to the catalog's own addresses
    std::unordered_map<std::string, std::vector<std::string>> models; ///< models that providers listed, by provider id
    /// For providers whose proxy is "system", by `UpstreamEndpoint::origin()`.
    std::unordered_map<std::string, http::FoundProxy> systemProxies;
    /// From the `ca_file` of providers, as far as they have been read; under "" those of SSL_CERT_FILE and
    /// SSL_CERT_DIR, if set.
    KnownAuthorities authorities;
    Sentence authorityProblem; ///< what is unusable in SSL_CERT_FILE and SSL_CERT_DIR, and why; empty: nothing
    RetrievedPrices prices;
    evaluation::ExperimentStandings experiments; ///< as in the snapshot
    bool awaitsKeys = false;                     ///< as in the snapshot
};

/// How to fix the key that `reference` names, as a sentence.
Sentence keyRemedy(const std::string& reference);
/// The same if it is known `why` the key could not be read; empty if that error's message already says it.
Sentence keyRemedy(const std::string& reference, const Error& why);
/// How to fix a key that its provider rejected, as sentences. `reference` may be empty.
Sentence refusedKeyRemedy(const std::string& reference, std::optional<SecretMistake> mistake);

/// The built-in failure rules together with the user's. Never null.
std::shared_ptr<const routing::FailureRules> failureRulesWith(const config::FailureSettings& own);

/// The origins of enabled providers whose proxy is "system", each once: `systemProxies` needs a proxy for each.
std::vector<std::string> systemProxyOrigins(const config::Settings& settings, const providers::Catalog& catalog);

/// Assembles a snapshot. Never fails: a provider that cannot be used says why. `catalog` must outlive it.
std::shared_ptr<const Snapshot> makeSnapshot(config::Settings settings, const providers::Catalog& catalog,
                                             const SnapshotInputs& inputs);

} // namespace gateway::exchange
