#pragma once

#include "json_answer.h"
#include "target_limits.h"

#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/conversation.h"
#include "gateway/protocol/conversation/model_answer.h"
#include "gateway/protocol/metering/stream_meter.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gateway::protocol {

/// What the gateway does to a translated answer because the target does not support it.
struct AnswerDuties {
    std::vector<std::string> stop = {}; ///< stop sequences: the text of a choice ends before the first of these; none is empty
    bool oneCall = false; ///< a choice keeps only its first tool call
    /// The text of a choice is one JSON value, without a code fence or text around it. The value is the field that
    /// requests this, in the client's terms; empty: none does.
    std::string jsonField = {};
    JsonKind json = JsonKind::Object; ///< what is accepted
    /// The JSON object is the arguments for a call of this tool, by a name for `toolNamed()`, or names one of several
    /// such tools; empty: it is an answer.
    std::vector<std::string> calls = {};
    std::string callId = {}; ///< unique to the exchange: ids of such calls are derived from it
    int choices = 1; ///< number in one answer
    int requests = 1; ///< number of requests whose answers become the choices of one answer

    bool changesAnswers() const { return !stop.empty() || oneCall || !jsonField.empty(); }
};

/// The maximum number of requests for one answer.
inline constexpr int kMostRequests = 8;

/// Whether one request to an API of that format can ask for several answers.
bool givesSeveral(Format target);

/// The duties for `conversation` at a target that is written for as `to`, except `jsonField`: `withPromptedFormat()`
/// decides whether JSON output is requested by prompt.
AnswerDuties dutiesFor(const Conversation& conversation, Format target, const TargetLimits& limits, const WriteTarget& to);

/// Sets `jsonField` and `json` in the terms of the client of `conversation`.
void requireJson(const Conversation& conversation, AnswerDuties& duties);

/// Sets what is needed to return the answer as a call of one of `tools`, which are those of `conversation`: see
/// forced_call.h.
void requireCall(const Conversation& conversation, const std::vector<const Tool*>& tools, AnswerDuties& duties);

/// `conversation` without what is done here, except for `calls`; empty if it can be written as it is.
std::optional<Conversation> withoutDuties(const Conversation& conversation, const AnswerDuties& duties);

/// Applies the duties to a stream and notes in `work` what was done.
std::unique_ptr<AnswerDecoder> doingDuties(std::unique_ptr<AnswerDecoder> decoder, const AnswerDuties& duties, std::shared_ptr<StreamMeter::Work> work);

/// Applies them to a whole answer.
StreamMeter::Work doDuties(const AnswerDuties& duties, ModelAnswer& answer);

/// The error for an answer that is not the JSON that `duties` require.
Sentence noJsonWords(const AnswerDuties& duties);

/// Combines several answers with one choice each into one answer with the sum of their usage. `parts` is not empty.
ModelAnswer joined(std::vector<ModelAnswer> parts);

} // namespace gateway::protocol
