#pragma once

#include "conversation.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace gateway::protocol {

// Formats differ in what a tool may be called. A writer sends the name that fits; the
// encoder of the client's format looks up whom the model means by it.

/// "namespace__name" (or the name alone), with other characters than ASCII letters,
/// digits, '_' and '-' replaced, and at most `most` (at least 16) bytes: the end of a longer one gives
/// way to a checksum, so that two of them stay two.
std::string flatToolName(std::string_view nameSpace, std::string_view name, std::size_t most);

/// The tool of `request` that a model calls `name`, as it is or as `flatToolName()` made
/// it for a limit of 64 or 128 bytes. Null: none, or no request is at hand.
const Tool* toolNamed(const Conversation* request, std::string_view name);

/// Calls it as the client does, where the target's format wanted another name for its tool.
/// Tools in a group are left to the encoder, which knows how its format tells of one.
void useClientsName(const Conversation* request, ToolCall& call);

} // namespace gateway::protocol
