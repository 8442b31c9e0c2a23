#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <memory>

namespace gateway::protocol {

/// For a model that answers by a schema and may add other text, which would make the JSON unreadable. Text is held
/// until the answer begins (then it is dropped, as is text after it), until another tool is called, or until the end
/// (then the text is the answer).
std::unique_ptr<AnswerDecoder> holdingTexts(std::unique_ptr<AnswerDecoder> decoder);

} // namespace gateway::protocol
