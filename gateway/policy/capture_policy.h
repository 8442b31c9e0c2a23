#pragma once

#include "policy_table.h"

namespace gateway::policy {

/// Keeps what is asked and answered where the consumer's `capture` wants that, until it does not any more, without the gateway's own
/// secrets, which nobody should have sent.
Said captureAt(const Place& place);

} // namespace gateway::policy
