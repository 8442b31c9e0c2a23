#pragma once

#include "request_task.h"

namespace gateway::protocol::bedrock {

/// The block for `media`; plain text of a type unknown to Bedrock becomes a text block. Null if it cannot be written,
/// which is then a problem at `path`. `isInResult`: inside a tool result, where audio is not allowed.
Json mediaBlock(RequestTask& task, const Media& media, const std::string& path, bool isInResult);

} // namespace gateway::protocol::bedrock
