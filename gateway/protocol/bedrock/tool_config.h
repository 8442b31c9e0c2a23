#pragma once

#include "request_task.h"

namespace gateway::protocol::bedrock {

/// Writes `toolConfig`, where there are tools or were: a conversation with calls in it
/// needs one, even if none is on offer any more.
void writeTools(RequestTask& task, Json& body);

} // namespace gateway::protocol::bedrock
