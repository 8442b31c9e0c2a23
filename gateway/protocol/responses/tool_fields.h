#pragma once

#include "gateway/protocol/conversation/body_node.h"
#include "gateway/protocol/conversation/codec.h"

#include <string_view>
#include <vector>

namespace gateway::protocol::responses {

/// The type and the name of a tool search.
inline constexpr std::string_view kToolSearch = "tool_search";

/// The tools of a list; those of a namespace one by one, with its name.
std::vector<Tool> toolsIn(const BodyNode& list);
/// Whether it is a function for which this API has a separate type.
bool isOwnFunction(const Tool& tool);

/// Reads `tools`; those of a namespace one by one, with its name.
void readTools(const BodyNode& tools, Conversation& out);
/// Reads `tool_choice`, after the tools. What the neutral form lacks becomes extras.
void readToolChoice(const BodyNode& choice, Conversation& out);

/// The array, without tools that only other formats have.
Json toolsJson(const Conversation& conversation, Losses& losses);
/// Null if unspecified.
Json toolChoiceJson(const Conversation& conversation);

/// The tool that a call of an answer refers to: by its name, or by the unambiguous one that it has without namespaces
/// ("namespace__name") or duplicates. Null if unknown.
const Tool* toolOf(const AnswerContext& context, const ToolCall& call);

} // namespace gateway::protocol::responses
