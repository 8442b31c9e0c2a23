#pragma once

#include "gateway/protocol/conversation/codec.h"

namespace gateway::protocol::cohere {

Result<Json> writeRequest(const Conversation& conversation, const WriteTarget& target, Losses& losses);

} // namespace gateway::protocol::cohere
