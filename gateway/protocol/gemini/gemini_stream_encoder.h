#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <memory>

namespace gateway::protocol::gemini {

/// Writes server-sent events, or one JSON array if `context.asArray`. Calls are written as a whole, as the format
/// requires; the last chunk has finishReason and usageMetadata.
std::unique_ptr<AnswerEncoder> makeEncoder(const AnswerContext& context);

} // namespace gateway::protocol::gemini
