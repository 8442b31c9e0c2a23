#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <memory>
#include <string>

namespace gateway::protocol::responses {

// POST /v1/responses/compact: a conversation is made short. Here the model is asked to
// sum it up. Sources: OpenAI API reference, "Compact a response"; openai-node
// responses.ts, ResponseCompactParams and CompactedResponse; openai/codex
// codex-rs/codex-api/src/endpoint/compact.rs. Read 2026-11-21.

/// What the model is asked: the conversation that `body` holds, and the wish for a summary
/// behind it. Without tools, without a stream. Codex sends all that a request has, other
/// clients model, input and instructions only. `previous_response_id` has to be resolved
/// before. Errors: InvalidRequest, as of `readRequest`.
Result<Conversation> compactPrompt(Json body);

/// The answer: {"id", "object": "response.compaction", "created_at", "output", "usage"}.
/// `output` has the user's messages of `body`, as many as fit, and an item with the
/// summary, which the reader of requests opens again.
/// Errors: UpstreamProtocolError, if the model summed nothing up.
Result<Json> compactAnswer(const Json& body, const ModelAnswer& answer, const AnswerContext& context);

/// Whether a request to /v1/responses asks for the same: its last item is a compaction_trigger.
/// Codex asks so, in a stream. Source: openai/codex codex-rs/core/src/compact_remote_v2.rs, read 2026-11-21.
bool asksForCompaction(const Json& body);

/// The answer to that, made of the model's: its one item is the summary. The client keeps its
/// user's messages itself. Errors: UpstreamProtocolError, if the model summed nothing up.
Result<ModelAnswer> compactedAnswer(const ModelAnswer& answer, const std::string& idBase);

/// The same as a stream: between its beginning and its end is nothing but that item.
std::unique_ptr<AnswerEncoder> makeCompactionEncoder(const AnswerContext& context);

} // namespace gateway::protocol::responses

namespace gateway::protocol {

using responses::asksForCompaction;
using responses::compactAnswer;
using responses::compactPrompt;
using responses::compactedAnswer;
using responses::makeCompactionEncoder;

} // namespace gateway::protocol
