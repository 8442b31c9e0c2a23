#pragma once

#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/providers/balance.h"
#include "gateway/providers/catalog.h"
#include "gateway/providers/provider_client.h"
#include "gateway/providers/upstream_endpoint.h"

#include <vector>

namespace gateway::host {

/// Access data for a background request to `provider`, which has an endpoint, with one of its keys. Any thread.
providers::UpstreamAccess accessOf(const exchange::Provider& provider, const exchange::UsableKey& key);

/// The same without endpoint and key: the proxy and TLS verification.
providers::UpstreamAccess wayOf(const exchange::Provider& provider);

/// URLs to query for what is left on a key of `entry`: below the root of the entry's own host, as in the catalog. On
/// another host, such as a gateway that serves several providers, below the part of the address that precedes the
/// entry's own path. Any thread.
std::vector<providers::BalanceSource> balanceSources(const providers::UpstreamEndpoint& endpoint, const providers::CatalogEntry& entry);

} // namespace gateway::host
