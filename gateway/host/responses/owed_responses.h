#pragma once

#include "gateway/protocol/responses/store/response_store.h"
#include "gateway/usage/record.h"

#include <vector>

namespace gateway::host {

/// The responses through which clients retrieve the results of `deferred` exchanges, whose tokens are reported only
/// then: those in the ledger that have no such record yet. Any thread.
std::vector<protocol::RestoredResponse> owedResponses(const std::vector<usage::ExchangeRecord>& deferred);

} // namespace gateway::host
