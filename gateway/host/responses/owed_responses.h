#pragma once

#include "gateway/protocol/responses/store/response_store.h"
#include "gateway/usage/record.h"

#include <vector>

namespace gateway::host {

/// The responses by which clients come back to `deferred`, exchanges whose tokens are told then: the ledger knows of those that
/// nobody else has written yet. Any thread.
std::vector<protocol::RestoredResponse> owedResponses(const std::vector<usage::ExchangeRecord>& deferred);

} // namespace gateway::host
