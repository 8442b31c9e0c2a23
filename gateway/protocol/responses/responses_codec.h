#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <optional>
#include <string_view>

namespace gateway::protocol::responses {

/// OpenAI's Responses format, for clients and upstreams. Sources: OpenAI API reference, "Responses" and "Streaming
/// events"; openai/openai-node src/resources/responses/responses.ts; openai/codex codex-rs/protocol/src/models.rs and
/// codex-rs/codex-api/src/sse/responses.rs. Read 2026-11-21.
///
/// How its items map to the neutral form:
/// - `instructions` is a first system message with the id `kInstructionsId`.
/// - Consecutive items of the assistant (reasoning, message, calls) are one message; texts keep the id and phase of
///   their item. A user message is a message of its own, consecutive results are one.
/// - Items that only this format has are an Opaque in an assistant or user message.
/// - Nested fields that the neutral form lacks are extras with a dot: "text.verbosity", "reasoning.context".
/// - Reasoning of other vendors goes to the client as a reasoning item with a summary; its `encrypted_content` is an
///   envelope that the reader opens again.
const Codec& openAiResponsesCodec();

/// Message::id of the system message from `instructions`.
inline constexpr std::string_view kInstructionsId = "instructions";

/// What a Responses request needs that only a Responses endpoint offers and must not be dropped silently: a stored
/// prompt, references to items, an earlier response, a history that another provider encrypted. To be called before
/// writing to another format, once the kept history is added. `body`: as received from the client, for the path in the
/// error. Empty if there is none.
std::optional<Error> onlyForResponses(const Conversation& conversation, const Json& body);

/// The progress of a response that its provider creates in the background. Source: OpenAI, "Background mode";
/// openai-node src/resources/responses/responses.ts, ResponseStatus. Read 2026-11-23.
enum class ResponseState { Unknown, UnderWay, Over };
ResponseState responseState(const Json& response);

/// The usage that a response reports; Unknown if none.
TokenUsage responseUsage(const Json& response);

/// The response that ends a stream of events, whether it succeeded or not; empty if there is none.
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
