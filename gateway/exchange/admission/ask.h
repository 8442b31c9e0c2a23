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
    One, ///< something with the one that the path names
};

/// What one request wants, as far as its path says.
struct Ask {
    Operation operation = Operation::NotServed;
    protocol::Format format = protocol::Format::OpenAiChat; ///< of a conversation
    protocol::EmbeddingFormat embedding = protocol::EmbeddingFormat::OpenAi; ///< of Embed
    protocol::RequestPlace place;                           ///< Gemini
    bool asArray = false;                                   ///< Gemini: a stream without alt=sse
    std::string verb;                                       ///< Gemini: behind the model's colon
    std::string rest;                                       ///< of the path: see EndpointMatch
    std::string path;                                       ///< the same
    RequiredCapabilities chat = {};                                 ///< of a conversation in OpenAI's chat, once its body is read
    OwnedUse owned = OwnedUse::None;
    std::string query;                                      ///< that goes on to the provider, where any does
};

/// For a Gemini model's path the verb decides; one that is not known is NotServed.
/// Source: Gemini API reference, "Generating content", "Counting tokens", "Embeddings"; read 2026-11-21.
Ask askOf(const EndpointMatch& match, const http::RequestHead& head);

/// The kind of operation whose failures rest nothing but that kind: "images"; empty: a conversation. Static text.
std::string_view operationKind(const Ask& ask);

} // namespace gateway::exchange
