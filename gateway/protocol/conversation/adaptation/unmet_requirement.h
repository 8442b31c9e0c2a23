#pragma once

#include "target_limits.h"

#include "gateway/protocol/conversation/conversation.h"

#include "gateway/core/result.h"

#include <optional>

namespace gateway::protocol {

/// What `conversation` needs and no writer of `target` can express: tools (`requireTools()`), a kind of answer
/// (`requireAnswer()`), something that the client's own provider stores or retrieves for it, or documents that are not
/// accepted.
///
/// The error is an InvalidRequest; its `param` is the JSON path in the client's terms.
std::optional<Error> unmetRequirement(const Conversation& conversation, Format target, const TargetLimits& limits = {});

} // namespace gateway::protocol
