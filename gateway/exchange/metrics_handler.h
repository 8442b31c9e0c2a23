#pragma once

#include "client_reply.h"
#include "exchange_state.h"

#include "gateway/loop/task.h"

namespace gateway::exchange {

/// Answers with the metrics up to now, which another thread puts together. Both must outlive the task. Gateway thread.
Task<> tellMetrics(ExchangeState& state, ClientReply& reply);

} // namespace gateway::exchange
