#pragma once

#include "gateway/protocol/conversation/codec.h"

namespace gateway::protocol::bedrock {

/// See `Codec::writeRequest`. The model is in the path, not in the body.
Result<Json> writeBedrockRequest(const Conversation& conversation, const WriteTarget& target, Losses& losses);

} // namespace gateway::protocol::bedrock
