#pragma once

#include "chat_content.h"

#include <string>

namespace gateway::protocol::openai {

// The tools of a request and the tool choice.

/// Reads `tools`, `tool_choice`, `parallel_tool_calls`, and the older `functions` and `function_call`.
void readTools(const BodyNode& root, Conversation& conversation);

/// Writes them.
void writeTools(ChatWriting& writing, Json& body);

/// The arguments of a function that replaces a free-form tool.
std::string bridgedArguments(const std::string& input);
/// The free text in them; arguments of another shape are the text themselves.
std::string bridgedInput(const std::string& arguments);

} // namespace gateway::protocol::openai
