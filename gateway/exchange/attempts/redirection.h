#pragma once

#include "gateway/http/message.h"
#include "gateway/http/upstream/upstream.h"

#include <string>

namespace gateway::exchange {

/// Of a 3xx of the upstream at `origin`, behind its provider's name: where it leads (scheme and host, never what else
/// stands in the address) and what to do. None is followed: the key would go along. Pure.
Sentence redirectionWords(int status, const http::Headers& headers, const http::Origin& origin);

} // namespace gateway::exchange
