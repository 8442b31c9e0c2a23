#pragma once

#include "target_limits.h"

#include "gateway/protocol/conversation/conversation.h"

#include "gateway/core/result.h"

#include <optional>

namespace gateway::protocol {

/// What `conversation` asks for that no writer of `target` has words for and that its answer
/// cannot do without: tools (`requireTools()`), an answer of its own kind (`requireAnswer()`),
/// what the client's own provider keeps or fetches for it, or documents that are not taken.
///
/// The error is an InvalidRequest; its `param` is the JSON path in the client's words.
std::optional<Error> unmetRequirement(const Conversation& conversation, Format target, const TargetLimits& limits = {});

} // namespace gateway::protocol
