#pragma once

#include "request_task.h"

namespace gateway::protocol::bedrock {

/// Writes `inferenceConfig` and `additionalModelRequestFields`: how to sample, how much to
/// think. Goes after `toolConfig` has been written.
void writeInference(RequestTask& task, Json& body);

} // namespace gateway::protocol::bedrock
