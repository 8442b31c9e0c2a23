#pragma once

#include "chat_content.h"

namespace gateway::protocol::openai {

/// Writes `messages`: each result of a tool right behind the message that called it, in
/// the order of the calls; what the user said beside results comes after them. A message
/// of a tool takes text only, so media in results go into a user message behind them.
/// Refused: a result without its call.
Json writeMessages(ChatWriting& writing);

} // namespace gateway::protocol::openai
