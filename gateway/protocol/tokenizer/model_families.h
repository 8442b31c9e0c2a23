#pragma once

#include "tokenizer.h"

#include <optional>
#include <string_view>

namespace gateway::protocol {

/// The family of a model by its upstream name ("gpt-4o-mini", "openai/gpt-4.1"); empty if its vocabulary is unknown.
/// From resources/tokenizers/families.json, read once. Any thread.
std::optional<TokenFamily> tokenFamilyOf(std::string_view model);

} // namespace gateway::protocol
