#pragma once

#include "model_answer.h"

#include "gateway/core/json/json.h"
#include "gateway/core/result.h"
#include "gateway/protocol/dialect.h"

#include <string>
#include <string_view>

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

/// Whether an event that is not a JSON object may have held a part of the answer: it is too much JSON, or an object that was
/// cut, whose loss must be an error. Anything else (`ping`, `null`, a bare list or number) is a sign of life or of a later
/// version, and is skipped. `read` is `data` as JSON.
bool mayBePartOfAnswer(const Result<Json>& read, std::string_view data);

} // namespace gateway::protocol
