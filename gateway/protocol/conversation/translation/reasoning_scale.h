#pragma once

#include "gateway/protocol/conversation/conversation.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::protocol {

// Some formats say how much to think in words, others in tokens.

/// It is a word of this scale: "none", "minimal", "low", "medium", "high", "xhigh" or "max".
bool isEffort(std::string_view word);
/// The effort that comes next to `budget` tokens: "minimal", "low", "medium", "high" or "xhigh"; "none" for 0.
std::string effortOf(std::int64_t budget);
/// The tokens that an effort is taken for; 0 for "none", a medium budget for a word that is not known.
std::int64_t budgetOf(std::string_view effort);

/// What is to be told of `effort` to a model that may or may not be OpenAI's, as the two below; empty
/// where it cannot think. `canThink` empty: not known.
std::string effortFor(std::string_view model, bool isOpenAis, std::optional<bool> canThink, std::string_view effort);
/// The word next to `effort` that OpenAI's `model` takes: not all know "none", "minimal" or "xhigh".
/// Source: OpenAI API reference, reasoning_effort, and the pages of the models. Read 2026-11-21.
std::string openAiEffort(std::string_view model, std::string_view effort);
/// The word next to `effort` that `model` takes at others that took the field over: "low", "medium" or
/// "high" mostly; empty for "none", and where the model does not take the field.
/// Sources: docs.x.ai "Reasoning"; console.groq.com "Reasoning"; docs.mistral.ai "Reasoning". Read 2026-11-22.
std::string plainEffort(std::string_view model, std::string_view effort);

/// What `reasoning` asks for as an effort, however it was said; empty: nothing was said.
std::string effortOf(const Reasoning& reasoning);
/// The same as tokens; -1: nothing was said, or the model is to decide.
std::int64_t budgetOf(const Reasoning& reasoning);

} // namespace gateway::protocol
