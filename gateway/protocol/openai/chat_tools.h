#pragma once

#include "chat_content.h"

#include <string>

namespace gateway::protocol::openai {

// The tools of a request and the choice among them.

/// Reads `tools`, `tool_choice`, `parallel_tool_calls`, and the older `functions` and `function_call`.
void readTools(const BodyNode& root, Conversation& conversation);

/// Writes them. Refused: a choice that is left without what it chooses.
void writeTools(ChatWriting& writing, Json& body);

/// The name that a tool goes by where there are no namespaces: "namespace__name".
std::string flatName(const std::string& nameSpace, const std::string& name);

/// The arguments of a function that stands for a tool that takes free text.
std::string bridgedArguments(const std::string& input);
/// The free text in them; what is no such object is the text itself.
std::string bridgedInput(const std::string& arguments);

/// The tool of a client's request that an upstream calls `name`; null: it has none.
const Tool* toolNamed(const Conversation* request, const std::string& name);

} // namespace gateway::protocol::openai
