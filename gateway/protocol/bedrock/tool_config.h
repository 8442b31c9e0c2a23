#pragma once

#include "request_task.h"

namespace gateway::protocol::bedrock {

/// Writes `toolConfig` if there are tools now or were before: a conversation with tool calls requires it, even if no
/// tools are offered any more.
void writeTools(RequestTask& task, Json& body);

} // namespace gateway::protocol::bedrock
