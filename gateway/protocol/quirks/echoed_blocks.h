#pragma once

#include "gateway/core/json/json.h"
#include "gateway/protocol/conversation/codec.h"

#include <string_view>

namespace gateway::protocol {

// The part of echoed_content.h for Anthropic's Messages, including what other hosts of the format wrote into a session
// that moves between hosts. A host that does not sign as Anthropic does, or not at all, keeps the thinking, since some
// of them require it within a tool loop. Sources, read 2026-11-21: Anthropic "Extended thinking", "Preserving thinking
// blocks"; what the API answers, as in anomalyco/opencode issue 3077 (calls without thinking before them) and
// anthropics/claude-code issue 11971 (clear_thinking_20251015 requires thinking). Read 2026-11-22:
// NousResearch/hermes-agent pull request 21048 (DeepSeek signs with a UUID); router-for-me/CLIProxyAPI pull request
// 3615 (Anthropic's own are base64 that begins with E; older documentation shows another beginning); API reference,
// tool_use.id (^[a-zA-Z0-9_-]+$; Kimi's are such as "functions.ls:0").

bool mayHoldEchoedBlocks(std::string_view body, bool isSigned);

/// Removes such blocks from assistant messages, except from a message that would become empty. If the last calls then
/// have no thinking before them, a thinking budget is removed as well. If `isSigned`, call ids that Anthropic rejects
/// are replaced, consistently in call and result.
bool removeEchoedBlocks(Json& body, bool isSigned, Losses& losses);

} // namespace gateway::protocol
