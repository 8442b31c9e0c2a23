#pragma once

#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/model_answer.h"
#include "gateway/protocol/metering/stream_meter.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::protocol {

/// What JSON is accepted as an answer.
enum class JsonKind {
    Object,
    Container, ///< an object or an array
    Any, ///< or a string, a number, true, false or null
    Call, ///< an object with the `name` of a tool and its `arguments`: see forced_call.h
};

/// The single JSON value of that kind in `text`; or the single object or array between words or in a code fence. Empty
/// if there is none or more than one.
std::optional<std::string> jsonIn(std::string_view text, JsonKind kind);

/// A stream whose text is reduced to the JSON in it. The text is held until the choice ends, since only then is it
/// known whether it is JSON and whether other text follows; if it is not JSON or there is no text, the stream fails
/// with `why`. An answer that calls a tool or refuses, or that did not finish normally, is passed on unchanged.
std::unique_ptr<AnswerDecoder> holdingJson(std::unique_ptr<AnswerDecoder> decoder, JsonKind kind, std::string why,
                                           std::shared_ptr<StreamMeter::Work> work);

/// The same for a whole answer. False if it is not JSON.
bool keepJson(ModelAnswer& answer, JsonKind kind);

} // namespace gateway::protocol
