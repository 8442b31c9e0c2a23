#pragma once

#include "gateway/protocol/conversation/model_answer.h"

#include <string>
#include <vector>

namespace gateway::protocol::openai {

// The reasoning in a message or a delta. Vendors have three forms of it: `reasoning_content` (DeepSeek, Moonshot,
// Alibaba, Zhipu), `reasoning` (vLLM, Groq) and `reasoning_details`, whose entries may be signed or encrypted and must
// be sent back unchanged (OpenRouter in addition to `reasoning`, MiniMax). Reasoning that came as entries has a
// `format`. Sources: DeepSeek "Thinking mode"; openrouter.ai/docs "Reasoning tokens", "Preserving reasoning"; MiniMax
// "OpenAI API compatible". Read 2026-11.

/// A part of the reasoning.
struct Thought {
    Thinking thinking;
    int index = 0; ///< of the entry; pieces of one entry share it
};

/// The reasoning in `message`. If it is there in two forms, only the entries count, provided they have text.
std::vector<Thought> thoughtsOf(const Json& message);

/// As an entry of reasoning_details.
Json reasoningDetail(const Thinking& thinking, int index);

/// Whether it came as an entry and must be sent back as one.
bool isDetail(const Thinking& thinking);

/// For forms that have plain text only: the text, otherwise the summary.
std::string plainReasoning(const Thinking& thinking);

} // namespace gateway::protocol::openai
