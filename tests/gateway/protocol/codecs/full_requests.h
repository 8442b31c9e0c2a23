#pragma once

#include "gateway/core/json/json.h"
#include "gateway/protocol/format.h"

#include <vector>

namespace tests {

/// Requests of a client that together contain almost every field of its format, and content of a later API version. Not
/// every target accepts all of them. Empty: none for this format.
std::vector<gateway::Json> fullRequests(gateway::protocol::Format client);

} // namespace tests
