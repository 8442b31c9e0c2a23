#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <string>
#include <vector>

namespace gateway::protocol::cohere {

Result<ModelAnswer> readAnswer(const Json& body, const std::string& idBase);
/// See `Codec::readUsage`.
TokenUsage readUsage(const Json& body);

// Parts of it that streams also consist of.

/// How an answer ended. An error has a text.
struct Ending {
    StopReason stop = StopReason::Stop; ///< also if no reason is given
    std::string error;
    std::string cause = {}; ///< for Other: the reason as received
};

/// `body`: a whole answer, or the delta of a message-end.
Ending endingOf(const Json& body);
TokenUsage usageOf(const Json& usage);
/// A chunk of log probabilities in OpenAI's shape; null if there is none. Cohere has one text for several tokens.
Json logProbsOf(const Json& item);
/// Without its arguments, which are in `input`.
ToolCall callOf(const Json& call);
/// The provider's own text if `body` is an error; otherwise empty.
std::string errorTextOf(const Json& body);
/// The id for the n-th call that came without one.
std::string madeId(const std::string& idBase, std::size_t number);
/// Whether a citation belongs to the answer's text (and not to a thought or a plan).
bool isOfText(const Json& citation);

} // namespace gateway::protocol::cohere
