#pragma once

#include "chat_content.h"

namespace gateway::protocol::openai {

/// Writes `messages`: each tool result directly after the message with its call, in the order of the calls; other user
/// content follows the results. A tool message can contain text only, so media in results go into a user message after
/// them. A result without its call is an error.
Json writeMessages(ChatWriting& writing);

} // namespace gateway::protocol::openai
