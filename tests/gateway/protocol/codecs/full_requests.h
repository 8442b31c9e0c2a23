#pragma once

#include "gateway/core/json/json.h"
#include "gateway/protocol/format.h"

#include <vector>

namespace tests {

/// Requests of a client that together hold nearly everything that its format has, and pieces of a later version. Not all
/// targets take all of them. Empty: there are none.
std::vector<gateway::Json> fullRequests(gateway::protocol::Format client);

} // namespace tests
