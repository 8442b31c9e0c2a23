#pragma once

#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/conversation.h"
#include "gateway/protocol/conversation/extra_loss.h"

#include <string>

namespace gateway::protocol {

/// A piece that only one format has, as words for a model elsewhere: what a tool that a provider ran itself was asked for
/// and what it gave (remote tools, code, searches of the web by their titles and addresses), which tools were found, what
/// agents told each other, and of a piece that is not known here its text, content, message and output. Empty: it holds
/// no words. What of it is not told is reported.
/// Sources: anthropic-sdk-typescript, src/resources/beta/messages/messages.ts, BetaMCPToolUseBlockParam,
/// BetaRequestMCPToolResultBlockParam, BetaCodeExecutionResultBlockParam, BetaWebSearchResultBlockParam; openai-node,
/// src/resources/responses/responses.ts, ResponseItem.McpCall, ResponseCodeInterpreterToolCall,
/// ResponseFunctionWebSearch; Gemini API reference, ExecutableCode, CodeExecutionResult. Read 2026-11-22.
std::string renderedTool(const Opaque& item, Losses& losses);

} // namespace gateway::protocol
