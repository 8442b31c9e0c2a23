#pragma once

#include <string_view>

namespace gateway::protocol::bedrock {

/// The vendor of a model on Bedrock. Converse is one format for all of them; each vendor has its own names for what
/// goes beyond it (thinking, top_k, cache points).
enum class ModelFamily { Claude, Nova, OpenAi, Other };

/// By a model's id, or the ARN of a model or of a system inference profile. The ARN of an application inference profile
/// reveals nothing: Other.
ModelFamily familyOf(std::string_view model);

/// How a Claude is told to think: not at all before 3.7, then by a token budget, newer ones by an effort.
enum class ThinkingWay { None, Budget, Either, Effort };

/// By a Claude's id. Source: Amazon Bedrock User Guide, "Adaptive thinking". Read 2026-11.
ThinkingWay thinkingWayOf(std::string_view model);

/// Whether a model's answer can be made to follow a JSON schema. Assumed for unknown models, since more and more models
/// can.
bool isHeldToSchema(std::string_view model);

/// Whether a Nova thinks: those of the first generation, whose ids have no generation number ("amazon.nova-pro-v1:0"),
/// do not. Source: Amazon Nova 2 User Guide, "Extended thinking". Read 2026-11.
bool isThinkingNova(std::string_view model);

} // namespace gateway::protocol::bedrock
