#pragma once

#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/model_answer.h"
#include "gateway/protocol/metering/stream_meter.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::protocol {

/// What an answer in JSON may be.
enum class JsonKind {
    Object,
    Container, ///< an object or an array
    Any, ///< or a text, a number, true, false or null
    Call, ///< an object with the `name` of a tool and its `arguments`: see forced_call.h
};

/// The one JSON value of that kind that `text` is; or the one object, or array, that stands in it among words or in a code fence;
/// nothing: it has none, or several.
std::optional<std::string> jsonIn(std::string_view text, JsonKind kind);

/// A stream whose text is the JSON in it. It is held until the choice ends, for nobody knows before whether it is JSON, and whether
/// words follow it; where it is none, or there is no text, the stream fails, with `why`. An answer that calls a tool or refuses, or
/// that ends for another reason than that the model was through, passes as it is.
std::unique_ptr<AnswerDecoder> holdingJson(std::unique_ptr<AnswerDecoder> decoder, JsonKind kind, std::string why,
                                           std::shared_ptr<StreamMeter::Work> work);

/// The same for a whole answer. False: it is none.
bool keepJson(ModelAnswer& answer, JsonKind kind);

} // namespace gateway::protocol
