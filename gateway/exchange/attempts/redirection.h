#pragma once

#include "gateway/http/message.h"
#include "gateway/http/upstream/upstream.h"

#include <string>

namespace gateway::exchange {

/// The message, after the provider's name, for a 3xx of the upstream at `origin`: where it leads (scheme and host,
/// never the rest of the address) and what to do. No redirection is followed, because the key would be sent along.
/// Pure.
Sentence redirectionWords(int status, const http::Headers& headers, const http::Origin& origin);

} // namespace gateway::exchange
