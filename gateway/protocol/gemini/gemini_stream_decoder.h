#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <memory>
#include <string>

namespace gateway::protocol::gemini {

/// For both forms of a stream: server-sent events (alt=sse), and one JSON array. A body that
/// is one object, as an error or an answer to the wrong method is, is read too.
/// An answer has no end mark of its own: it is whole where every candidate has said why it
/// finished (and the array is closed).
std::unique_ptr<AnswerDecoder> makeDecoder(const std::string& idBase);

} // namespace gateway::protocol::gemini
