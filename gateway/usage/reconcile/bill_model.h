#pragma once

#include <string>
#include <string_view>

namespace gateway::usage {

/// The one form of a name by which models of bills and of the ledger are compared: in small letters, with hyphens for blanks,
/// without the day of a snapshot and without what stands in brackets: "gpt-4o" for "GPT-4o (2024-08-06)". Claude's are in the
/// order of their ids, whatever that of the bill is: "claude-sonnet-4-5" for "Claude Sonnet 4.5" and
/// "claude-sonnet-4-5-20250929", "claude-3-5-haiku" for "Claude Haiku 3.5" and "Claude 3.5 Haiku".
std::string billModel(std::string_view model);

} // namespace gateway::usage
