#pragma once

#include "chat_quirks.h"

namespace gateway::protocol {

// OpenAI's chat says in `reasoning_effort` how much to think, "none" among it. Other vendors have a
// field of their own for whether to think at all, and think by themselves where it is absent:
//  - "thinking_switch": {"thinking": {"type": "enabled" or "disabled"}}, the effort stays beside
//    (DeepSeek, Zhipu, Volcengine, Moonshot, Xiaomi);
//  - "thinking_adaptive": {"thinking": {"type": "adaptive" or "disabled"}}, without an effort (MiniMax);
//  - "thinking_flag": `enable_thinking` and `thinking_budget`, without an effort (Alibaba Model Studio).
// Sources, read 2026-11-21: api-docs.deepseek.com "Thinking Mode"; docs.z.ai "Thinking mode";
// platform.kimi.ai "Model parameter reference"; Volcengine "Deep thinking", as in
// litellm/llms/volcengine/chat; platform.minimax.io "text-openai-api", as in cuplivo/cuplivo pull
// request 721; alibabacloud.com Model Studio "Deep thinking".

// Where there is no such field, a client of another format is told apart from what the model takes:
// see effortFor().

/// Puts what `body` says in `reasoning_effort` into the provider's own field. A request that has
/// such a field is left as it is, and so is one that says nothing.
void sayThinking(const ChatQuirks& quirks, const QuirkFacts& facts, Json& body, Losses& losses);

} // namespace gateway::protocol
