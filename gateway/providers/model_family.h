#pragma once

#include <string_view>

namespace gateway::providers {

/// The name without what picks one snapshot of a model: its day, or that it is the newest one. "gpt-4.1" for
/// "gpt-4.1-2025-04-14", "claude-sonnet-4-5" for "claude-sonnet-4-5-20250929", "claude-opus-4" for "claude-opus-4@20250514",
/// "mistral-large" for "mistral-large-latest". Four digits are left: they may be a version, and such snapshots have prices of
/// their own. Within `model`; the whole of it where there is nothing of the kind.
std::string_view familyOf(std::string_view model);

/// It names the snapshot of one day.
bool isDated(std::string_view model);

/// So an Ollama on one's own machine calls a model that it has ollama.com answer for: "gpt-oss:120b-cloud", "glm-4.6:cloud".
bool isInCloud(std::string_view model);

} // namespace gateway::providers
