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

/// What the gateway does to a translated answer because the target cannot be asked for it.
struct AnswerDuties {
    std::vector<std::string> stop = {}; ///< the text of a choice ends before the first of these; none is empty
    bool oneCall = false; ///< a choice keeps its first tool call only
    /// The text of a choice is one JSON value, without a code fence or words around it. The member names the field that asks for
    /// this, in the client's terms; empty: nothing does.
    std::string jsonField = {};
    JsonKind json = JsonKind::Object; ///< what will do
    /// That object is the arguments of a call of this tool, by a name that `toolNamed()` knows, or names one of several of them;
    /// empty: it is an answer.
    std::vector<std::string> calls = {};
    std::string callId = {}; ///< unique to the exchange: ids of such calls are made of it
    int choices = 1; ///< of one answer
    int requests = 1; ///< so many are sent, and their answers become the choices of one

    bool changesAnswers() const { return !stop.empty() || oneCall || !jsonField.empty(); }
};

/// More answers than this are not asked for one by one.
inline constexpr int kMostRequests = 8;

/// Whether one request to an API of that format may ask for several answers.
bool givesSeveral(Format target);

/// What has to be done for `conversation` at a target that is written for as `to`, but for `jsonField`: whether an answer in JSON
/// is asked for in words is decided by `withPromptedFormat()`.
AnswerDuties dutiesFor(const Conversation& conversation, Format target, const TargetLimits& limits, const WriteTarget& to);

/// Sets `jsonField` and `json` in the terms of `conversation`'s client.
void requireJson(const Conversation& conversation, AnswerDuties& duties);

/// Sets what gives the answer back as a call of one of `tools`, which are `conversation`'s: see forced_call.h.
void requireCall(const Conversation& conversation, const std::vector<const Tool*>& tools, AnswerDuties& duties);

/// `conversation` without what is done here, but for `calls`; nothing: it can be written as it is.
std::optional<Conversation> withoutDuties(const Conversation& conversation, const AnswerDuties& duties);

/// Does the duties to a stream, and notes in `work` what it did.
std::unique_ptr<AnswerDecoder> doingDuties(std::unique_ptr<AnswerDecoder> decoder, const AnswerDuties& duties, std::shared_ptr<StreamMeter::Work> work);

/// Does them to a whole answer.
StreamMeter::Work doDuties(const AnswerDuties& duties, ModelAnswer& answer);

/// What is said of an answer that is not the JSON that `duties` require.
Sentence noJsonWords(const AnswerDuties& duties);

/// Several answers with one choice each as one answer; usage is added up. `parts` is not empty.
ModelAnswer joined(std::vector<ModelAnswer> parts);

} // namespace gateway::protocol
