#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <optional>
#include <string_view>

namespace gateway::protocol::responses {

/// OpenAI's Responses format, for clients and for upstreams.
/// Sources: OpenAI API reference, "Responses" and "Streaming events"; openai/openai-node
/// src/resources/responses/responses.ts; openai/codex codex-rs/protocol/src/models.rs and
/// codex-rs/codex-api/src/sse/responses.rs. Read 2026-11-21.
///
/// How its items stand in the neutral form:
/// - `instructions` is a first system message with the id `kInstructionsId`.
/// - An assistant's items that follow one another (reasoning, message, calls) are one
///   message; texts keep the id and phase of their item. A user's message is a message of
///   its own, results that follow one another are one.
/// - Items that only this format has are an Opaque of an assistant's or user's message.
/// - Fields below the top that nothing neutral carries are extras with a dot:
///   "text.verbosity", "reasoning.context".
/// - Thinking of other vendors goes to the client as a reasoning item with a summary; its
///   `encrypted_content` is an envelope that the reader opens again.
const Codec& openAiResponsesCodec();

/// Message::id of what came as `instructions`.
inline constexpr std::string_view kInstructionsId = "instructions";

/// What of a Responses request nobody but a Responses endpoint can do, and must not be left
/// out in silence: a stored prompt, references to items, an earlier response, a history that
/// another provider has sealed. To be asked
/// before writing to another format, when all that is kept here has been put in. `body`: as
/// the client sent it, where the error says what is at fault. Empty: nothing.
std::optional<Error> onlyForResponses(const Conversation& conversation, const Json& body);

/// How far a response is that its provider makes in the background, as it is found there.
/// Source: OpenAI, "Background mode"; openai-node src/resources/responses/responses.ts, ResponseStatus. Read 2026-11-23.
enum class ResponseState { Unknown, UnderWay, Over };
ResponseState responseState(const Json& response);

/// What a response says that it has used; Unknown: nothing.
TokenUsage responseUsage(const Json& response);

/// The response with which a stream of events ends, well or not; empty: it does not.
std::optional<Json> responseIn(std::string_view stream);

} // namespace gateway::protocol::responses

namespace gateway::protocol {

using responses::kInstructionsId;
using responses::onlyForResponses;
using responses::openAiResponsesCodec;
using responses::ResponseState;
using responses::responseIn;
using responses::responseState;
using responses::responseUsage;

} // namespace gateway::protocol
