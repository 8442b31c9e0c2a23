#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace gateway::protocol {

/// The parameters of OpenAI's chat that a reasoning model rejects; a model that rejects one of them accepts no `stop`
/// either. `effort`: the effort sent, empty: none. `canThink` empty: unknown. Sources: OpenAI, "Using GPT-5", parameter
/// compatibility; API reference, stop; read 2026-11-21. docs.x.ai, "Reasoning": presencePenalty, frequencyPenalty and
/// stop are errors with models that reason; lobehub/lobe-chat, packages/model-runtime/src/xai (which those are); read
/// 2026-11-22.
std::span<const std::string_view> untakenSampling(
    std::string_view model, std::string_view effort, std::optional<bool> canThink);

/// Whether OpenAI's `model` reasons with `effort` (empty: none sent), so that it accepts no sampling parameters and no
/// stop sequences.
bool thinksAtOpenAi(std::string_view model, std::string_view effort);

} // namespace gateway::protocol
