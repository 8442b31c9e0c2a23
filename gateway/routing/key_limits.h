#pragma once

#include "gateway/core/clock.h"
#include "gateway/http/message.h"
#include "gateway/providers/key_meter.h"

#include <vector>

namespace gateway::routing {

/// What the head of an answer says of the limits of the key that asked: whatever has "ratelimit" in its name, and says
/// how much is left. Empty: nothing. Pure.
std::vector<providers::KeyLimit> keyLimits(const http::Headers& headers, WallTime now);

} // namespace gateway::routing
