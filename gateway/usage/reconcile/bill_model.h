#pragma once

#include <string>
#include <string_view>

namespace gateway::usage {

/// Normalises a model name so that bills and the ledger can be compared: lower case, hyphens for spaces, without
/// snapshot date and text in parentheses: "gpt-4o" for "GPT-4o (2024-08-06)". Claude names get the order of their ids,
/// whatever the order in the bill: "claude-sonnet-4-5" for "Claude Sonnet 4.5" and "claude-sonnet-4-5-20250929",
/// "claude-3-5-haiku" for "Claude Haiku 3.5" and "Claude 3.5 Haiku".
std::string billModel(std::string_view model);

} // namespace gateway::usage
