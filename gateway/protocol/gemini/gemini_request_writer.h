#pragma once

#include "gateway/protocol/conversation/codec.h"

namespace gateway::protocol::gemini {

/// See Codec::writeRequest. Model and stream are not in the body: they go into the path.
Result<Json> writeRequest(const Conversation& conversation, const WriteTarget& target, Losses& losses);

} // namespace gateway::protocol::gemini
