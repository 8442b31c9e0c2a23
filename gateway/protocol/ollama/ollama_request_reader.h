#pragma once

#include "gateway/protocol/conversation/codec.h"

namespace gateway::protocol::ollama {

Result<Conversation> readOllamaChat(Json body, const RequestPlace& place);
Result<Conversation> readOllamaGenerate(Json body, const RequestPlace& place);

} // namespace gateway::protocol::ollama
