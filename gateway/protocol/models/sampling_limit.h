#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace gateway::protocol {

/// The parameters of OpenAI's chat that a model that thinks refuses; who refuses one of them takes no `stop` either.
/// `effort`: what the model is told, empty: nothing. `canThink` empty: not known.
/// Sources: OpenAI, "Using GPT-5", parameter compatibility; API reference, stop; read 2026-11-21. docs.x.ai,
/// "Reasoning": presencePenalty, frequencyPenalty and stop are errors with models that reason; lobehub/lobe-chat,
/// packages/model-runtime/src/xai (which those are); read 2026-11-22.
std::span<const std::string_view> untakenSampling(
    std::string_view model, std::string_view effort, std::optional<bool> canThink);

/// Whether OpenAI's `model` thinks when it is told `effort` (empty: nothing), so that it takes no sampling
/// parameters and no place to stop.
bool thinksAtOpenAi(std::string_view model, std::string_view effort);

} // namespace gateway::protocol
