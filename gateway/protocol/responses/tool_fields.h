#pragma once

#include "gateway/protocol/conversation/body_node.h"
#include "gateway/protocol/conversation/codec.h"

#include <string_view>
#include <vector>

namespace gateway::protocol::responses {

/// The type and the name of a search of tools.
inline constexpr std::string_view kToolSearch = "tool_search";

/// The tools of a list, those of a namespace one by one, with its name.
std::vector<Tool> toolsIn(const BodyNode& list);
/// Whether it is a function that this API has a type of its own for.
bool isOwnFunction(const Tool& tool);

/// `tools`: those of a namespace one by one, with its name.
void readTools(const BodyNode& tools, Conversation& out);
/// `tool_choice`, after the tools. What the neutral form has no place for goes to extras beside it.
void readToolChoice(const BodyNode& choice, Conversation& out);

/// The array, without what only other formats have.
Json toolsJson(const Conversation& conversation, Losses& losses);
/// Null: unsaid.
Json toolChoiceJson(const Conversation& conversation);

/// The tool that a call of an answer means: by its name, or by the name that it has where
/// there are no namespaces ("namespace__name"), or no two of one name. Null: nobody knows it.
const Tool* toolOf(const AnswerContext& context, const ToolCall& call);

} // namespace gateway::protocol::responses
