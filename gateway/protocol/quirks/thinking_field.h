#pragma once

#include "chat_quirks.h"

namespace gateway::protocol {

// OpenAI's chat uses `reasoning_effort` for the amount of thinking, including "none". Other vendors have a field of
// their own that enables thinking, which is on by default:
// - "thinking_switch": {"thinking": {"type": "enabled" or "disabled"}}, in addition to the effort (DeepSeek, Zhipu,
//   Volcengine, Moonshot, Xiaomi);
// - "thinking_adaptive": {"thinking": {"type": "adaptive" or "disabled"}}, without an effort (MiniMax);
// - "thinking_flag": `enable_thinking` and `thinking_budget`, without an effort (Alibaba Model Studio).
// Sources, read 2026-11-21: api-docs.deepseek.com "Thinking Mode"; docs.z.ai "Thinking mode"; platform.kimi.ai "Model
// parameter reference"; Volcengine "Deep thinking", as in litellm/llms/volcengine/chat; platform.minimax.io
// "text-openai-api", as in cuplivo/cuplivo pull request 721; alibabacloud.com Model Studio "Deep thinking".

// Without such a field, the effort of a client of another format is adapted to what the model accepts: see effortFor().

/// Moves the `reasoning_effort` of `body` to the provider's own field. A request that already has such a field, or has
/// neither, is unchanged.
void sayThinking(const ChatQuirks& quirks, const QuirkFacts& facts, Json& body, Losses& losses);

} // namespace gateway::protocol
