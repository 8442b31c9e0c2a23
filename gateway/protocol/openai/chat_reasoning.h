#pragma once

#include "gateway/protocol/conversation/model_answer.h"

#include <string>
#include <vector>

namespace gateway::protocol::openai {

// What a model thought, as it stands in a message or in a piece of one. Vendors have three
// forms of it: `reasoning_content` (DeepSeek, Moonshot, Alibaba, Zhipu), `reasoning` (vLLM,
// Groq) and `reasoning_details`, entries of which may be signed or encrypted and have to come
// back as they were (OpenRouter beside `reasoning`, MiniMax). What came as entries has a
// `format`. Sources: DeepSeek "Thinking mode"; openrouter.ai/docs "Reasoning tokens",
// "Preserving reasoning"; MiniMax "OpenAI API compatible". Read 2026-11.

/// A part of what was thought.
struct Thought {
    Thinking thinking;
    int index = 0; ///< of the entry; pieces of one entry share it
};

/// What `message` has of it. The same thoughts in two forms count once: entries, where they have any text.
std::vector<Thought> thoughtsOf(const Json& message);

/// As an entry of reasoning_details.
Json reasoningDetail(const Thinking& thinking, int index);

/// It came as an entry, and has to go back as one.
bool isDetail(const Thinking& thinking);

/// For forms that have plain text only: the text, else the summary.
std::string plainReasoning(const Thinking& thinking);

} // namespace gateway::protocol::openai
