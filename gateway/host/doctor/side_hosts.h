#pragma once

#include "finding.h"
#include "reach.h"
#include "surroundings.h"

#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/http/proxy/proxy_rules.h"

#include <optional>
#include <string>
#include <vector>

namespace gateway::host {

// Hosts other than providers to which the gateway sends requests. Private to the room.

/// One such host and how it is reached. A value.
struct SideHost {
    enum class Purpose { SignIn, Export };

    Purpose purpose = Purpose::SignIn;
    std::string subject; ///< id of the provider that signs in there, or "export.otlp"
    std::string url;
    bool verify = true;
    std::string caFile = {};
    std::optional<QNetworkProxy> proxy = {}; ///< empty: determined by its address
    Sentence problem = {};    ///< why nothing can be sent there; empty: no problem
};

/// The sign-in hosts of Google service accounts, each host once for each provider, and the collector of traces and
/// metrics. `secrets`: the secrets as read; `environment`: for an endpoint that is "env". Pure.
std::vector<SideHost> sideHosts(const exchange::Snapshot& snapshot, const exchange::ResolvedSecrets& secrets, const Environment& environment);
/// Finds the proxies that are still unknown. May block: for a worker.
std::vector<SideHost> withProxies(std::vector<SideHost> hosts, const http::ProxyRules& rules);

/// Which proxy it is reached through, if any, or why nothing can be sent. Pure.
Finding routeFinding(const SideHost& host);
Door doorOf(const SideHost& host);
/// Finding for the connection test. Pure.
Finding sideFinding(const SideHost& host, const Door& door, const Knock& knock);

} // namespace gateway::host
