#pragma once

#include "gateway/protocol/conversation/codec.h"

namespace gateway::protocol::gemini {

/// See Codec::writeRequest. Model and stream are in the path, not in the body.
Result<Json> writeRequest(const Conversation& conversation, const WriteTarget& target, Losses& losses);

} // namespace gateway::protocol::gemini
