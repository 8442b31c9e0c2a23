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

// A required tool call at targets that do not support requiring one but support structured output: the answer is
// requested by the schema of the tool's arguments and returned as a call. Sources: Ollama, docs/api.md, format, and
// api/types.go, ChatRequest (no choice); structured answers of the AI SDK's anthropic client (a tool call is required).
// Read 2026-11-28.

/// The tools for which this is done: the named one, or all that are allowed. With several, the answer names the tool;
/// only Ollama can enforce that. Empty if it is not done.
std::vector<const Tool*> calledByForm(const Conversation& conversation, Format target, const TargetLimits& limits);

/// The names by which tool choices refer to `tools`, which are those of `conversation`.
std::vector<std::string> callNames(const Conversation& conversation, const std::vector<const Tool*>& tools);

/// `conversation` with structured output for the arguments of one of `tools`, which are its own, instead of tools.
Conversation withFormOf(const std::vector<const Tool*>& tools, const Conversation& conversation);

/// A stream whose text is returned as a call of a tool in `duties`.
std::unique_ptr<AnswerDecoder> givingCall(std::unique_ptr<AnswerDecoder> decoder, const AnswerDuties& duties);

/// The same for a whole answer.
void giveCall(const AnswerDuties& duties, ModelAnswer& answer);

} // namespace gateway::protocol
