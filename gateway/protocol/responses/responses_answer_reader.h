#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <string>
#include <vector>

namespace gateway::protocol::responses {

Result<ModelAnswer> readResponsesAnswer(const Json& body, const std::string& idBase);

// What whole answers and streams have in common.

/// The content of an `output` item as parts of the answer. `number`: of the item, for an id that it lacks.
std::vector<Part> outputParts(const Json& item, const std::string& idBase, std::size_t number, Json& logProbs);

/// `usage` of a response. OpenAI counts cached tokens within the input and reasoning within the output.
TokenUsage usageIn(const Json& response);
/// `error` of a response or an event, or what replaces it.
AnswerError errorIn(const Json& object);
/// The stop reason by `status`, `incomplete_details` and the content.
StopReason stopOf(const Json& response, const std::vector<Part>& parts);
/// The provider's own reason for `stop`, if `hasCause(stop)`.
std::string causeOf(const Json& response, StopReason stop);
/// An id for a call that came without one.
std::string madeCallId(const std::string& idBase, std::size_t number);
std::int64_t createdOf(const Json& response);

} // namespace gateway::protocol::responses
