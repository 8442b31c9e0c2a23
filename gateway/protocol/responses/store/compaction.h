#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <memory>
#include <string>

namespace gateway::protocol::responses {

// POST /v1/responses/compact shortens a conversation. Here the model is asked to summarise it. Sources: OpenAI API
// reference, "Compact a response"; openai-node responses.ts, ResponseCompactParams and CompactedResponse; openai/codex
// codex-rs/codex-api/src/endpoint/compact.rs. Read 2026-11-21.

/// The request to the model: the conversation in `body`, followed by a request for a summary, without tools and without
/// a stream. Codex sends all fields of a request, other clients only model, input and instructions.
/// `previous_response_id` must be resolved before. Errors: InvalidRequest, as for `readRequest`.
Result<Conversation> compactPrompt(Json body);

/// The answer: {"id", "object": "response.compaction", "created_at", "output", "usage"}. `output` has as many user
/// messages of `body` as fit, and an item with the summary, which the request reader opens again. Errors:
/// UpstreamProtocolError if the model wrote no summary.
Result<Json> compactAnswer(const Json& body, const ModelAnswer& answer, const AnswerContext& context);

/// Whether a request to /v1/responses asks for compaction: its last item is a compaction_trigger. Codex does this in a
/// stream. Source: openai/codex codex-rs/core/src/compact_remote_v2.rs, read 2026-11-21.
bool asksForCompaction(const Json& body);

/// The answer to that, made from the model's: its only item is the summary. The client keeps its user messages itself.
/// Errors: UpstreamProtocolError if the model wrote no summary.
Result<ModelAnswer> compactedAnswer(const ModelAnswer& answer, const std::string& idBase);

/// The same as a stream, which contains only that item between its beginning and its end.
std::unique_ptr<AnswerEncoder> makeCompactionEncoder(const AnswerContext& context);

} // namespace gateway::protocol::responses

namespace gateway::protocol {

using responses::asksForCompaction;
using responses::compactAnswer;
using responses::compactPrompt;
using responses::compactedAnswer;
using responses::makeCompactionEncoder;

} // namespace gateway::protocol
