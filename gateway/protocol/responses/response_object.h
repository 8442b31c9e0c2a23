#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <string>

namespace gateway::protocol::responses {

/// The response as it is before anything was answered, with what the request said. `upstreamId`
/// stays if it is one of this format, so that its provider knows it; else the id is made of the exchange's.
Json responseObject(const AnswerContext& context, const std::string& upstreamId, const std::string& upstreamModel,
    std::int64_t created_s);

/// Null: nothing is known.
Json usageJson(const TokenUsage& usage);

/// A citation as an annotation of this format: chat puts what it says one level deeper, others name a page in their own
/// way. Null: it names none.
Json citationOf(const Json& annotation);

/// "msg_<exchange>_<number>" and the like: unique wherever answers of this gateway are.
std::string itemId(const char* prefix, const AnswerContext& context, std::size_t number);

/// Whether the items of a response are thoughts and empty texts only.
bool saysNothing(const Json& output);

/// `status` and `incomplete_details` of a response that stopped so. What was broken off is
/// incomplete as by its limit: clients know no other reason that blames nobody.
/// Source: openai-node src/resources/responses/responses.ts, IncompleteDetails. Read 2026-11-21.
void setOutcome(Json& response, StopReason stop);
bool isIncomplete(StopReason stop);

} // namespace gateway::protocol::responses
