#pragma once

#include "conversation.h"

#include "gateway/core/result.h"

#include <optional>

namespace gateway::protocol {

/// What `conversation` asks for that no writer of `target` has words for and that its answer
/// cannot do without: a tool that the client's provider runs and that is all the request
/// offers, or one of a type that is not known; sound or pictures as the answer; where it has
/// to stop. Tools that a provider runs may be left out beside functions: agents send them
/// with every request (Codex its web_search and tool_search), whoever answers.
///
/// The error is an InvalidRequest; its `param` is the JSON path in the client's words.
std::optional<Error> unmetNeed(const Conversation& conversation, Format target);

} // namespace gateway::protocol
