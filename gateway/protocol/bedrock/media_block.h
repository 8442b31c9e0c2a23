#pragma once

#include "request_task.h"

namespace gateway::protocol::bedrock {

/// The block for `media`; plain text of a type that Bedrock does not know becomes a text. Null
/// where it cannot be written, which is then a problem at `path`. `isInResult`: within a tool's
/// result, where there is no sound.
Json mediaBlock(RequestTask& task, const Media& media, const std::string& path, bool isInResult);

} // namespace gateway::protocol::bedrock
