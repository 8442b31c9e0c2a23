#pragma once

#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/providers/balance.h"
#include "gateway/providers/catalog.h"
#include "gateway/providers/provider_client.h"
#include "gateway/providers/upstream_endpoint.h"

#include <vector>

namespace gateway::host {

/// How a chore gets at `provider`, which has an endpoint, with one of its keys. Any thread.
providers::UpstreamAccess accessOf(const exchange::Provider& provider, const exchange::UsableKey& key);

/// The same without where and as whom: its proxy and how TLS is verified.
providers::UpstreamAccess wayOf(const exchange::Provider& provider);

/// Where what is left on a key of `entry` is asked for: at the root of its own host, as the catalog has it. On another one, such as a
/// gateway that has several providers side by side, behind what of the address comes before the entry's own path. Any thread.
std::vector<providers::BalanceSource> balanceSources(const providers::UpstreamEndpoint& endpoint, const providers::CatalogEntry& entry);

} // namespace gateway::host
