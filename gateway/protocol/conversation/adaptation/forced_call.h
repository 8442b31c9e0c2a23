#pragma once

#include "answer_duties.h"
#include "target_limits.h"

#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/conversation/conversation.h"
#include "gateway/protocol/conversation/tool_name.h"

#include <memory>
#include <string>
#include <vector>

namespace gateway::protocol {

// A call that has to be made, at targets that cannot be told so but can be held to a form of the answer: the answer is asked for
// by the schema of the tool's arguments, and given back as the call. Sources: Ollama, docs/api.md, format, and api/types.go,
// ChatRequest (no choice); structured answers of the AI SDK's anthropic client (a tool that has to be called). Read 2026-11-28.

/// The tools that this is done for: one is named, or these are the ones that may be called. Of several the answer says which, by its
/// name: Ollama alone can be held to that. Empty: it is not done.
std::vector<const Tool*> calledByForm(const Conversation& conversation, Format target, const TargetLimits& limits);

/// What choices call `tools`, which are `conversation`'s.
std::vector<std::string> callNames(const Conversation& conversation, const std::vector<const Tool*>& tools);

/// `conversation` asking for the arguments of one of `tools`, which are its own, in the place of tools.
Conversation withFormOf(const std::vector<const Tool*>& tools, const Conversation& conversation);

/// A stream whose text is a call of a tool that `duties` name.
std::unique_ptr<AnswerDecoder> givingCall(std::unique_ptr<AnswerDecoder> decoder, const AnswerDuties& duties);

/// The same for a whole answer.
void giveCall(const AnswerDuties& duties, ModelAnswer& answer);

} // namespace gateway::protocol
