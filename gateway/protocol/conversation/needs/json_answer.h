#pragma once

#include "gateway/protocol/conversation/answer.h"
#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/metering/stream_meter.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::protocol {

/// The one JSON object (or array, where `takesArrays`) that `text` is, or that stands in it among words or in a code fence; nothing:
/// it has none, or several.
std::optional<std::string> jsonIn(std::string_view text, bool takesArrays);

/// A stream whose text is the JSON in it. It is held until the choice ends, for nobody knows before whether it is JSON, and whether
/// words follow it; where it is none the stream fails, with `why`. An answer that calls a tool, or that ends for another reason than
/// that the model was through, passes as it is.
std::unique_ptr<AnswerDecoder> holdingJson(std::unique_ptr<AnswerDecoder> decoder, bool takesArrays, std::string why,
                                           std::shared_ptr<StreamMeter::Work> work);

/// The same for a whole answer. False: it is none.
bool keepJson(ModelAnswer& answer, bool takesArrays);

} // namespace gateway::protocol
