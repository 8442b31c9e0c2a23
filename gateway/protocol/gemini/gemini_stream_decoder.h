#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <memory>
#include <string>

namespace gateway::protocol::gemini {

/// Decodes both forms of a stream: server-sent events (alt=sse) and one JSON array. Also reads a body that is a single
/// object, such as an error or an answer to the wrong method. An answer has no end mark of its own: it is complete if
/// every candidate has a finish reason (and the array is closed).
std::unique_ptr<AnswerDecoder> makeDecoder(const std::string& idBase);

} // namespace gateway::protocol::gemini
