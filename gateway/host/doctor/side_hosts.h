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

// Hosts beside those of providers that the gateway sends requests to. Private to the room.

/// One of them, and how it is reached. A value.
struct SideHost {
    enum class Purpose { SignIn, Export };

    Purpose purpose = Purpose::SignIn;
    std::string subject; ///< the id of the provider that signs in there, or "export.otlp"
    std::string url;
    bool verify = true;
    std::string caFile = {};
    std::optional<QNetworkProxy> proxy = {}; ///< empty: what is found for its address
    Sentence problem = {};    ///< why nothing can be sent there; empty: something can
};

/// Where service accounts of Google sign in, each host once for each provider, and the collector of traces and metrics. `secrets`:
/// as they were read; `environment`: for an endpoint that is "env". Pure.
std::vector<SideHost> sideHosts(const exchange::Snapshot& snapshot, const exchange::ResolvedSecrets& secrets, const Environment& environment);
/// Finds the proxies that are not known yet. May block: for a worker.
std::vector<SideHost> withProxies(std::vector<SideHost> hosts, const http::ProxyRules& rules);

/// By which proxy it is reached, or that there is none, or why nothing can be sent. Pure.
Finding routeFinding(const SideHost& host);
Door doorOf(const SideHost& host);
/// What came of the knock. Pure.
Finding sideFinding(const SideHost& host, const Door& door, const Knock& knock);

} // namespace gateway::host
