#pragma once

#include "consumer_keys.h"

#include "gateway/config/settings/settings.h"
#include "gateway/core/result.h"
#include "gateway/core/secret.h"
#include "gateway/http/upstream/upstream.h"
#include "gateway/protocol/dialect.h"
#include "gateway/providers/catalog.h"
#include "gateway/providers/upstream_endpoint.h"
#include "gateway/routing/health/failure_rules.h"
#include "gateway/routing/route_planner.h"
#include "gateway/secrets/redaction.h"
#include "gateway/usage/trail/route_list.h"

#include <QNetworkProxy>

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace gateway::exchange {

/// One key of a provider that can be used.
struct UsableKey {
    std::string name;
    int weight = 1;
    providers::Authorization authorization;
    std::string requestHead = {}; ///< what all requests with it begin with: see `requestHead()`

    bool operator==(const UsableKey&) const = default;
};

/// A configured provider, made ready.
struct Provider {
    const config::ProviderSettings* settings = nullptr;
    std::optional<providers::UpstreamEndpoint> endpoint; ///< empty: see `problem`
    http::Origin origin;
    http::KeepAlive keepAlive;
    std::vector<UsableKey> keys; ///< one without a name where none is needed
    providers::Authorization keyless; ///< what goes with a client's own authorization
    std::string keyGroup;        ///< its name for the balancer
    std::vector<int> keyWeights; ///< as the keys
    Error problem;               ///< why it cannot be used, where `endpoint` or `keys` are empty
    QNetworkProxy proxy;         ///< for `origin.proxy`, where that is not empty
};

/// Secrets that were resolved for a snapshot, by their reference's text.
using ResolvedSecrets = std::unordered_map<std::string, Result<Secret>>;

/// Everything that exchanges are decided by: configuration, resolved secrets,
/// compiled routes. Immutable; an exchange keeps the one that it began with.
struct Snapshot {
    config::Settings settings;
    std::vector<Provider> providers; ///< as in the settings
    std::unique_ptr<routing::RoutePlanner> planner;
    std::shared_ptr<const usage::RouteList> routeList; ///< for what exchanges leave behind; never null
    std::shared_ptr<const routing::FailureRules> failureRules; ///< never null
    ConsumerKeys consumerKeys;
    std::vector<std::string> allowedHosts; ///< lower case, without ports
    secrets::Redactor redactor;            ///< of all secrets that were resolved

    Snapshot() = default;
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;
};

/// What a snapshot is made of beside the settings.
struct SnapshotInputs {
    ResolvedSecrets secrets;
    std::unordered_map<std::string, std::vector<std::string>> models; ///< lists of providers that could be asked, by id
    std::unordered_map<std::string, QNetworkProxy> systemProxies;     ///< for providers whose proxy is "system", by id
    std::vector<std::string> machineAddresses; ///< this machine's own literals, allowed as Host where it listens on all
};

/// What to do about the key that `reference` names, as a sentence.
std::string keyRemedy(const std::string& reference);

/// The built-in rules of failures with the user's. Never null.
std::shared_ptr<const routing::FailureRules> failureRulesWith(const config::FailureSettings& own);

/// Puts a snapshot together. Never fails: a provider that cannot be used says why.
/// `catalog` must outlive it.
std::shared_ptr<const Snapshot> makeSnapshot(config::Settings settings, const providers::Catalog& catalog,
                                             const SnapshotInputs& inputs);

} // namespace gateway::exchange
