#pragma once

#include "request_task.h"

namespace gateway::protocol::bedrock {

/// Writes `system` and `messages`. Roles alternate, as Bedrock requires: consecutive messages of one role are merged,
/// and tool results come first, in the order of their calls.
void writeMessages(RequestTask& task, Json& body);

/// The id in the form that Bedrock accepts: too long or invalid ids are changed, in the same way for a call and its
/// result.
std::string bedrockCallId(const std::string& id);

/// Whether this thinking is sent back to the model. Claude accepts what it signed, on whichever platform; others accept
/// none. Source: Anthropic docs, "Extended thinking", on signatures. Read 2026-11.
bool isGivenBack(const RequestTask& task, const Thinking& thinking);

/// A block that caches everything before it.
Json cachePoint(const Json& cacheControl);

} // namespace gateway::protocol::bedrock
