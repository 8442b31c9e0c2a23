#pragma once

#include <string_view>

namespace gateway::protocol::bedrock {

/// Who made a model on Bedrock. Converse is one format for all of them; what goes beyond
/// it (thinking, top_k, cache points) each maker names in his own way.
enum class ModelFamily { Claude, Nova, OpenAi, Other };

/// By a model's id, or the ARN of one or of a system's inference profile. An ARN of an
/// application's own profile says nothing: Other.
ModelFamily familyOf(std::string_view model);

/// How a Claude is told to think: not at all before 3.7, then by a budget of tokens, newer ones by an effort.
enum class ThinkingWay { None, Budget, Either, Effort };

/// Of a Claude's id. Source: Amazon Bedrock User Guide, "Adaptive thinking". Read 2026-11.
ThinkingWay thinkingWayOf(std::string_view model);

/// Whether a model's answer can be held to a JSON schema. A model that is not known can: the list of those
/// that can grows with each new one.
bool isHeldToSchema(std::string_view model);

/// Whether a Nova thinks: those of the first generation, which name none ("amazon.nova-pro-v1:0"), do not.
/// Source: Amazon Nova 2 User Guide, "Extended thinking". Read 2026-11.
bool isThinkingNova(std::string_view model);

} // namespace gateway::protocol::bedrock
