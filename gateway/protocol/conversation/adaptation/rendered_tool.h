#pragma once

#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/conversation.h"
#include "gateway/protocol/conversation/extra_loss.h"

#include <string>

namespace gateway::protocol {

/// A piece that exists in one format only, as text for another model: the input and result of a tool that a provider
/// ran itself (remote tools, code, web searches with titles and addresses), which tools were found, messages between
/// agents, and for an unknown piece its text, content, message and output. Empty if it contains no text. Everything
/// else in it is reported. Sources: anthropic-sdk-typescript, src/resources/beta/messages/messages.ts,
/// BetaMCPToolUseBlockParam, BetaRequestMCPToolResultBlockParam, BetaCodeExecutionResultBlockParam,
/// BetaWebSearchResultBlockParam; openai-node, src/resources/responses/responses.ts, ResponseItem.McpCall,
/// ResponseCodeInterpreterToolCall, ResponseFunctionWebSearch; Gemini API reference, ExecutableCode,
/// CodeExecutionResult. Read 2026-11-22.
std::string renderedTool(const Opaque& item, Losses& losses);

} // namespace gateway::protocol
