#pragma once

#include "gateway/protocol/conversation/codec.h"

namespace gateway::protocol::ollama {

Result<Conversation> readOllamaChat(const Json& body, const RequestPlace& place);
Result<Conversation> readOllamaGenerate(const Json& body, const RequestPlace& place);

} // namespace gateway::protocol::ollama
