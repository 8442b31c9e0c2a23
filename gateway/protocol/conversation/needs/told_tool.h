#pragma once

#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/conversation.h"

#include <string>

namespace gateway::protocol {

/// What a tool that a provider ran itself was asked for and what it gave, as words for a model elsewhere: remote tools
/// (MCP), code, and searches of the web by their titles and addresses. Empty: `item` is nothing of that, or holds no
/// words. What of it is not told is reported.
/// Sources: anthropic-sdk-typescript, src/resources/beta/messages/messages.ts, BetaMCPToolUseBlockParam,
/// BetaRequestMCPToolResultBlockParam, BetaCodeExecutionResultBlockParam, BetaWebSearchResultBlockParam; openai-node,
/// src/resources/responses/responses.ts, ResponseItem.McpCall, ResponseCodeInterpreterToolCall,
/// ResponseFunctionWebSearch; Gemini API reference, ExecutableCode, CodeExecutionResult. Read 2026-11-22.
std::string toldTool(const Opaque& item, Losses& losses);

/// What kind of piece it is, for people: its type, or the name of its field.
std::string kindOf(const Opaque& item);

} // namespace gateway::protocol
