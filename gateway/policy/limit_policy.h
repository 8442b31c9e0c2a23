#pragma once

#include "policy_table.h"

namespace gateway::policy {

/// Limits of requests, tokens, cost and requests in flight, as set in `limits`, and enforced budgets.
Said limitsAt(const Place& place);

} // namespace gateway::policy
