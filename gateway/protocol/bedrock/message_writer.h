#pragma once

#include "request_task.h"

namespace gateway::protocol::bedrock {

/// Writes `system` and `messages`. Roles take turns, as Bedrock wants it: messages of one
/// sender in a row become one, results of tools come first and in the order of their calls.
void writeMessages(RequestTask& task, Json& body);

/// The id as Bedrock takes it: what is too long or has other characters is changed, the
/// same way for a call and its result.
std::string bedrockCallId(const std::string& id);

/// Whether the model gets this thinking back. Claude takes what it signed, on whichever platform
/// it did; others take nothing. Source: Anthropic docs, "Extended thinking", on signatures. Read 2026-11.
bool isGivenBack(const RequestTask& task, const Thinking& thinking);

/// A block that keeps what is before it in the cache.
Json cachePoint(const Json& cacheControl);

} // namespace gateway::protocol::bedrock
