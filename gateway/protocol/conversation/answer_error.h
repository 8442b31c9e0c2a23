#pragma once

#include "answer.h"

#include "gateway/core/error.h"
#include "gateway/protocol/dialect.h"

namespace gateway::protocol {

/// The HTTP status that an upstream's error has or means, by its words too; 0: it says nothing that is known.
int statusOf(const AnswerError& error);

/// `error` of another format in words that clients of `dialect` act on; its message stays the provider's own.
/// Codes that OpenAI's formats share, such as context_length_exceeded, stay for clients of these.
/// Sources: openai-node src/resources/responses/responses.ts, ResponseError; OpenAI docs, "Error codes";
/// docs.claude.com, "Errors" (529); Google AIP-193; docs.aws.amazon.com, ConverseStream, Errors. Read 2026-11-22.
AnswerError inDialect(Dialect dialect, AnswerError error);

/// Of an event of a stream that could not be read as JSON: `why`, where it holds too much of it, else `otherwise`.
AnswerError unreadEvent(const Error& why, std::string otherwise);

} // namespace gateway::protocol
