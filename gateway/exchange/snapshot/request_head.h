#pragma once

#include "gateway/providers/upstream_endpoint.h"

#include <string>

namespace gateway::exchange {

/// The beginning of every request to an endpoint: request line and those of the
/// header lines that do not depend on the client.
std::string requestHead(const providers::UpstreamEndpoint& endpoint, const providers::Authorization& authorization);

} // namespace gateway::exchange
