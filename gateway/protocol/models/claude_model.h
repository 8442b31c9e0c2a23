#pragma once

#include <optional>
#include <string_view>

namespace gateway::protocol {

/// The version in a Claude's name, wherever it is served: 405 for "claude-sonnet-4-5-20250929",
/// "anthropic/claude-sonnet-4.5" and "us.anthropic.claude-sonnet-4-5-20250929-v1:0", 305 for "claude-3-5-haiku-latest";
/// kNewestClaude for a name without one. Empty if it is not a Claude.
std::optional<int> claudeVersion(std::string_view model);

constexpr int kNewestClaude = 10000;
/// The first with extended thinking. Source: Anthropic, "Extended thinking", supported models. Read 2026-11-22.
constexpr int kFirstThinkingClaude = 307;
/// The first with output_config.format and strict tools on Bedrock. Source: Amazon Bedrock User Guide, "Get validated
/// JSON results from models". Read 2026-11-22.
constexpr int kFirstSchemaClaudeOnBedrock = 405;
/// The first that rejects an assistant message at the end. Source: Anthropic, "What's new in Claude 4.6", prefill
/// removal. Read 2026-11-21.
constexpr int kFirstUnbegunClaude = 406;

/// Whether `model` is a Claude earlier than `version`.
bool isClaudeBefore(std::string_view model, int version);
/// Whether it is a Claude of `version` or later.
bool isClaudeFrom(std::string_view model, int version);

} // namespace gateway::protocol
