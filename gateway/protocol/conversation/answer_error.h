#pragma once

#include "model_answer.h"

#include "gateway/core/json/json.h"
#include "gateway/core/result.h"
#include "gateway/protocol/dialect.h"

#include <string>
#include <string_view>

namespace gateway::protocol {

/// The HTTP status that an upstream's error contains or that its words imply; 0 if unknown.
int statusOf(const AnswerError& error);

/// Translates an `error` of another format into codes that clients of `dialect` act on; the message stays the
/// provider's own. Codes common to OpenAI's formats, such as context_length_exceeded, are kept for clients of these
/// formats. Sources: openai-node src/resources/responses/responses.ts, ResponseError; OpenAI docs, "Error codes";
/// docs.claude.com, "Errors" (529); Google AIP-193; docs.aws.amazon.com, ConverseStream, Errors. Read 2026-11-22.
AnswerError inDialect(Dialect dialect, AnswerError error);

/// The error for a stream event that could not be read as JSON: `why` if it has too many values, otherwise `otherwise`.
AnswerError unreadEvent(const Error& why, std::string otherwise);

/// Whether an event that is not a JSON object may have contained a part of the answer: JSON with too many values or a
/// truncated object, whose loss must be an error. Anything else (`ping`, `null`, a bare list or number) is a keep-alive
/// or belongs to a later version, and is skipped. `read` is `data` as JSON.
bool mayBePartOfAnswer(const Result<Json>& read, std::string_view data);

} // namespace gateway::protocol
