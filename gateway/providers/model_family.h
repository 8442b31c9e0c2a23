#pragma once

#include <string_view>

namespace gateway::providers {

/// The name without the part that selects a snapshot: its date, or "latest". "gpt-4.1" for "gpt-4.1-2025-04-14",
/// "claude-sonnet-4-5" for "claude-sonnet-4-5-20250929", "claude-opus-4" for "claude-opus-4@20250514", "mistral-large"
/// for "mistral-large-latest". Four digits are kept: they may be a version, and such snapshots have their own prices. A
/// view into `model`; the whole name if there is no such part.
std::string_view familyOf(std::string_view model);

/// Whether it names the snapshot of a date.
bool isDated(std::string_view model);

/// Whether a local Ollama forwards this model to ollama.com, by its name: "gpt-oss:120b-cloud", "glm-4.6:cloud".
bool isInCloud(std::string_view model);

} // namespace gateway::providers
