#pragma once

#include "gateway/protocol/conversation/codec.h"

namespace gateway::protocol::bedrock {

/// See `Codec::writeRequest`. The model is not in the body: it stands in the path.
Result<Json> writeBedrockRequest(const Conversation& conversation, const WriteTarget& target, Losses& losses);

} // namespace gateway::protocol::bedrock
