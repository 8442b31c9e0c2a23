#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <string>
#include <vector>

namespace gateway::protocol::cohere {

Result<ModelAnswer> readAnswer(const Json& body, const std::string& idBase);
/// As `Codec::readUsage`.
TokenUsage readUsage(const Json& body);

// Pieces of it that streams are made of too.

/// What an answer ended with. An error has a text.
struct Ending {
    StopReason stop = StopReason::Stop; ///< also where no word is given
    std::string error;
    std::string cause = {}; ///< of Other: the word
};

/// `body`: a whole answer, or the delta of a message-end.
Ending endingOf(const Json& body);
TokenUsage usageOf(const Json& usage);
/// A chunk of log probabilities in OpenAI's shape; null: none. Cohere has one text for several tokens.
Json logProbsOf(const Json& item);
/// Without its arguments, which are in `input`.
ToolCall callOf(const Json& call);
/// The provider's own text if `body` is an error; empty: it is none.
std::string errorTextOf(const Json& body);
/// The id of the n-th call that came without one.
std::string madeId(const std::string& idBase, std::size_t number);
/// Whether a citation is of the answer's text (and not of a thought or a plan).
bool isOfText(const Json& citation);

} // namespace gateway::protocol::cohere
