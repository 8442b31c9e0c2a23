#pragma once

#include "gateway/protocol/conversation/conversation.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::protocol {

// Some formats specify reasoning by an effort, others by a token budget.

/// Whether it is an effort of this scale: "none", "minimal", "low", "medium", "high", "xhigh" or "max".
bool isEffort(std::string_view word);
/// The effort closest to `budget` tokens: "minimal", "low", "medium", "high" or "xhigh"; "none" for 0.
std::string effortOf(std::int64_t budget);
/// The tokens that correspond to an effort; 0 for "none", a medium budget for an unknown effort.
std::int64_t budgetOf(std::string_view effort);

/// The effort to send to a model that may or may not be OpenAI's, according to the two functions below; empty if it
/// cannot think. `canThink` empty: unknown.
std::string effortFor(std::string_view model, bool isOpenAis, std::optional<bool> canThink, std::string_view effort);
/// The effort closest to `effort` that OpenAI's `model` accepts: not all accept "none", "minimal" or "xhigh". Source:
/// OpenAI API reference, reasoning_effort, and the pages of the models. Read 2026-11-21.
std::string openAiEffort(std::string_view model, std::string_view effort);
/// The effort closest to `effort` that `model` accepts at other vendors with this field: usually "low", "medium" or
/// "high"; empty for "none" and if the model does not accept the field. Sources: docs.x.ai "Reasoning";
/// console.groq.com "Reasoning"; docs.mistral.ai "Reasoning". Read 2026-11-22.
std::string plainEffort(std::string_view model, std::string_view effort);

/// The effort that `reasoning` asks for, in whatever form; empty if unspecified.
std::string effortOf(const Reasoning& reasoning);
/// The same as a token budget; -1 if unspecified or left to the model.
std::int64_t budgetOf(const Reasoning& reasoning);

} // namespace gateway::protocol
