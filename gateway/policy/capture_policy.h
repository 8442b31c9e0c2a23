#pragma once

#include "policy_table.h"

namespace gateway::policy {

/// Records requests and answers until the time set in the consumer's `capture`, without the gateway's own secrets,
/// which should not be in them.
Said captureAt(const Place& place);

} // namespace gateway::policy
