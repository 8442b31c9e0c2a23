#pragma once

#include "gateway/protocol/conversation/codec.h"
#include "gateway/protocol/metering/reported_searches.h"

#include <optional>
#include <string>
#include <string_view>

namespace gateway::protocol::openai {

/// See `Codec::readAnswer`.
Result<ModelAnswer> readChatAnswer(const Json& body, const std::string& idBase);
/// See `Codec::readUsage`.
TokenUsage readChatUsage(const Json& body);
/// See `Codec::writeAnswer`.
Json writeChatAnswer(const ModelAnswer& answer, const AnswerContext& context);

// What whole answers and streams have in common.

/// By the value of `finish_reason`, OpenAI's or another vendor's.
StopReason stopReasonOf(std::string_view word);
/// The finish_reason. An answer with calls has stopped for them, whatever its provider says.
const char* finishReason(StopReason stop, bool hasCalls);

/// Empty if there is no usage.
std::optional<TokenUsage> chatUsage(const Json& usage);
/// In OpenAI's convention; null if nothing is known.
Json chatUsage(const TokenUsage& usage);

/// Takes the web searches that a whole answer or a chunk reports outside its usage.
void takeSearches(const Json& body, ReportedSearches& searches);

/// In a stream, an object with a message may also be an event of a later version instead of an error.
enum class ErrorPlace { Answer, Stream };
/// An error instead of an answer or a chunk, in the shapes that vendors use.
std::optional<AnswerError> chatError(const Json& body, ErrorPlace place = ErrorPlace::Answer);
Json chatError(const AnswerError& error);

/// Citations as OpenAI's annotations; those that cannot be converted are dropped. Null if there are none.
Json chatAnnotations(const Json& annotations);
/// Completes the fields that each token must have; other formats have fewer. Null stays null. Source: OpenAI API
/// reference, "The chat completion object", choices[].logprobs. Read 2026-11-22.
Json chatLogProbs(Json logProbs);

/// The id for a call that came without one.
std::string madeCallId(const std::string& idBase, std::size_t number);

/// Audio or an image of an answer: {"id","data","transcript"} or an entry of `images`.
Media readAnswerAudio(const Json& audio);
std::optional<Media> readAnswerImage(const Json& image);
/// Puts it where a message or a delta has it.
void writeAnswerMedia(const Media& media, Json& message);

/// Whether it is an unknown part of an answer's content: it has a type and is neither text nor reasoning.
bool isUnknownPart(const Json& part);

/// Its "index"; `otherwise` if it has none.
int chatIndex(const Json& object, int otherwise);

} // namespace gateway::protocol::openai
