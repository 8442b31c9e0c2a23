#pragma once

#include "client_reply.h"
#include "exchange_state.h"

#include "gateway/loop/task.h"

namespace gateway::exchange {

/// Answers with the current metrics, which another thread formats. Both must outlive the task. Gateway thread.
Task<> answerMetrics(ExchangeState& state, ClientReply& reply);

} // namespace gateway::exchange
