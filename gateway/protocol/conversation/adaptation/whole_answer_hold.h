#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <memory>

namespace gateway::protocol {

/// Of a model that is to answer by a schema, and may say more beside it: nobody could read the JSON behind
/// such words. Texts are held until the answer begins (they are dropped then, as those behind it are), until
/// something else is called, or until the end (they are the answer then).
std::unique_ptr<AnswerDecoder> holdingTexts(std::unique_ptr<AnswerDecoder> decoder);

} // namespace gateway::protocol
