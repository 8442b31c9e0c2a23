#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <string>

namespace gateway::protocol::responses {

/// The response before any output, with the fields of the request. `upstreamId` is kept if it has this format, so that
/// its provider recognises it; otherwise the id is derived from the exchange's id.
Json responseObject(const AnswerContext& context, const std::string& upstreamId, const std::string& upstreamModel,
    std::int64_t created_s);

/// Null if nothing is known.
Json usageJson(const TokenUsage& usage);

/// A citation as an annotation of this format: chat nests it one level deeper, others name a page differently. Null if
/// it names none.
Json citationOf(const Json& annotation);

/// "msg_<exchange>_<number>" and the like: unique across the answers of this gateway.
std::string itemId(const char* prefix, const AnswerContext& context, std::size_t number);

/// Whether the items of a response are only reasoning and empty texts.
bool saysNothing(const Json& output);

/// Sets `status` and `incomplete_details` for a stop reason. An interrupted answer is incomplete as by its token limit:
/// clients know no other neutral reason. Source: openai-node src/resources/responses/responses.ts, IncompleteDetails.
/// Read 2026-11-21.
void setOutcome(Json& response, StopReason stop);
bool isIncomplete(StopReason stop);

} // namespace gateway::protocol::responses
