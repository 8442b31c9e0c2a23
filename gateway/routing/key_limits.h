#pragma once

#include "gateway/core/clock.h"
#include "gateway/http/message.h"
#include "gateway/providers/key_meter.h"

#include <vector>

namespace gateway::routing {

/// The limits of the requesting key in the head of an answer: all headers with "ratelimit" in their name that state how
/// much is left. Empty if there are none. Pure.
std::vector<providers::KeyLimit> keyLimits(const http::Headers& headers, WallTime now);

} // namespace gateway::routing
