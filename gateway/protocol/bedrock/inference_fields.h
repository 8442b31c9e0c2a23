#pragma once

#include "request_task.h"

namespace gateway::protocol::bedrock {

/// Writes `inferenceConfig` and `additionalModelRequestFields`: sampling and thinking. To be called after `toolConfig`
/// has been written.
void writeInference(RequestTask& task, Json& body);

} // namespace gateway::protocol::bedrock
