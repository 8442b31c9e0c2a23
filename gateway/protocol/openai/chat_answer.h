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

/// By the word of `finish_reason`, OpenAI's or a vendor's.
StopReason stopReasonOf(std::string_view word);
/// The word. An answer that has calls stopped for them, whatever its provider says.
const char* finishReason(StopReason stop, bool hasCalls);

/// Nothing: no usage.
std::optional<TokenUsage> chatUsage(const Json& usage);
/// In OpenAI's convention; null: nothing is known.
Json chatUsage(const TokenUsage& usage);

/// What a whole answer or a chunk tells of searches beside its usage.
void takeSearches(const Json& body, ReportedSearches& searches);

/// Where a stream has an error, there may be events of a later version, too, which have a message.
enum class ErrorPlace { Answer, Stream };
/// An error in the place of an answer or of a chunk, in the shapes that vendors have.
std::optional<AnswerError> chatError(const Json& body, ErrorPlace place = ErrorPlace::Answer);
Json chatError(const AnswerError& error);

/// Citations as OpenAI's annotations; what cannot be one is left out. Null: none.
Json chatAnnotations(const Json& annotations);
/// With all fields that each token has to have; other formats have fewer. Null stays null.
/// Source: OpenAI API reference, "The chat completion object", choices[].logprobs. Read 2026-11-22.
Json chatLogProbs(Json logProbs);

/// The id of a call that came without one.
std::string madeCallId(const std::string& idBase, std::size_t number);

/// A sound or an image of an answer: {"id","data","transcript"} or an entry of `images`.
Media readAnswerAudio(const Json& audio);
std::optional<Media> readAnswerImage(const Json& image);
/// Puts it where a message or a delta has it.
void writeAnswerMedia(const Media& media, Json& message);

/// Whether it is a part of an answer's content that is not known here: of a type, and neither a text nor a thought.
bool isUnknownPart(const Json& part);

/// Its "index"; `otherwise` where it has none.
int chatIndex(const Json& object, int otherwise);

} // namespace gateway::protocol::openai
