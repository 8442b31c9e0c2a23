#pragma once

#include "gateway/protocol/conversation/codec.h"

namespace gateway::protocol {

Result<Json> writeOllamaChat(const Conversation& conversation, const WriteTarget& target, Losses& losses);

} // namespace gateway::protocol
