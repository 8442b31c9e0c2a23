#pragma once

#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/providers/provider_client.h"

namespace gateway::host {

/// How a chore gets at `provider`, which has an endpoint, with one of its keys. Any thread.
providers::UpstreamAccess accessOf(const exchange::Provider& provider, const exchange::UsableKey& key);

/// The same without where and as whom: its proxy and how TLS is verified.
providers::UpstreamAccess wayOf(const exchange::Provider& provider);

} // namespace gateway::host
