#pragma once

#include "snapshot.h"

#include "gateway/providers/upstream_endpoint.h"

#include <string>
#include <string_view>

namespace gateway::exchange {

/// The start of requests that send `authorization` to `endpoint`.
KeyHead keyHead(const providers::UpstreamEndpoint& endpoint, const providers::Authorization& authorization);

/// "POST /v1/x?key=y HTTP/1.1" and the lines after it.
std::string requestHead(std::string_view method, std::string_view path, const KeyHead& key);

} // namespace gateway::exchange
