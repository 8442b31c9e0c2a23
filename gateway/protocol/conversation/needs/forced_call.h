#pragma once

#include "answer_duties.h"
#include "target_limits.h"

#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/conversation.h"
#include "gateway/protocol/conversation/tool_name.h"

#include <memory>
#include <optional>

namespace gateway::protocol {

// A call that has to be made, at targets that cannot be told so but can be held to a form of the answer: the answer is asked for
// by the schema of the tool's arguments, and given back as the call. Sources: Ollama, docs/api.md, format, and api/types.go,
// ChatRequest (no choice); structured answers of the AI SDK's anthropic client (a tool that has to be called). Read 2026-11-28.

/// The tool that this is done for: one is named, or it is the only one that may be called. Null: none.
const Tool* calledByForm(const Conversation& conversation, Format target, const TargetLimits& limits);

/// `conversation` asking for the arguments of `tool`, one of its own, in the place of tools.
Conversation withFormOf(const Tool& tool, const Conversation& conversation);

/// A stream whose text is a call of the tool that `duties` name.
std::unique_ptr<AnswerDecoder> givingCall(std::unique_ptr<AnswerDecoder> decoder, const AnswerDuties& duties);

/// The same for a whole answer.
void giveCall(const AnswerDuties& duties, ModelAnswer& answer);

} // namespace gateway::protocol
