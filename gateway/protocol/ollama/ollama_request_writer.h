#pragma once

#include "gateway/protocol/conversation/codec.h"

namespace gateway::protocol::ollama {

Result<Json> writeOllamaChat(const Conversation& conversation, const WriteTarget& target, Losses& losses);

} // namespace gateway::protocol::ollama
