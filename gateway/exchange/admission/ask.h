#pragma once

#include "endpoint_table.h"

#include "gateway/exchange/snapshot/required_capabilities.h"
#include "gateway/http/message.h"
#include "gateway/protocol/conversation/codec.h"

#include <string>

namespace gateway::exchange {

/// What a request does with the files and batches of an account.
enum class OwnedUse {
    None,
    List,
    Create,
    One, ///< a single one, named in the path
};

/// What one request asks for, as far as its path says.
struct Ask {
    Operation operation = Operation::NotServed;
    protocol::Format format = protocol::Format::OpenAiChat; ///< if it is a conversation
    protocol::EmbeddingFormat embedding = protocol::EmbeddingFormat::OpenAi; ///< if it is Embed
    protocol::RequestPlace place;                           ///< Gemini only
    bool asArray = false;                                   ///< Gemini: a stream without alt=sse
    std::string verb;                                       ///< Gemini: the part after the model's colon
    std::string rest;                                       ///< see EndpointMatch
    std::string path;                                       ///< see EndpointMatch
    RequiredCapabilities chat = {}; ///< of a conversation in OpenAI's chat format, set once the body is read
    OwnedUse owned = OwnedUse::None;
    std::string query;                                      ///< the part of the query that is forwarded to the provider
};

/// On a Gemini model's path the verb decides; an unknown verb gives NotServed. Source: Gemini API reference,
/// "Generating content", "Counting tokens", "Embeddings"; read 2026-11-21.
Ask askOf(const EndpointMatch& match, const http::RequestHead& head);

/// The kind of operation, such as "images", whose failures cause a cooldown for that kind only; empty for a
/// conversation. Static text.
std::string_view operationKind(const Ask& ask);

} // namespace gateway::exchange
