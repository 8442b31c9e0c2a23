#pragma once

#include "policy_table.h"

namespace gateway::policy {

/// Warns of, or refuses, a conversation that repeats the same tool call with the same result.
Said loopAt(const Place& place);

} // namespace gateway::policy
