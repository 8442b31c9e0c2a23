#pragma once

#include "embedding_codec.h"

#include "gateway/protocol/conversation/body_node.h"

#include <initializer_list>
#include <string>
#include <string_view>

namespace gateway::protocol::embeddings {

// What the formats in this folder share.

/// Usage from a number of input tokens in an answer.
TokenUsage inputUsage(const Json& object, const char* key);
/// The text of an error that replaces an answer, in any vendor's shape; empty if it is not an error.
std::string upstreamErrorText(const Json& body);
/// The vectors of a list; `key`: the member of each element that has the vector; null if the element is the vector.
Result<std::vector<std::vector<float>>> vectorsOf(const Json& list, const char* key);

/// The inputs as texts. Errors: InvalidRequest if one is a list of token ids.
Result<std::vector<std::string>> textsOf(const EmbeddingRequest& request);
/// Reports the extras of a request whose format is not in `family`.
void reportExtras(const EmbeddingRequest& request, std::initializer_list<EmbeddingFormat> family, Losses& losses);

/// Reads a text or a list of texts.
void readTexts(const BodyNode& node, EmbeddingRequest& request);
void keepExtras(const Json& body, std::initializer_list<std::string_view> known, EmbeddingRequest& request);
/// Reads a positive number of dimensions.
std::optional<std::int64_t> readDimensions(const BodyNode& node);

} // namespace gateway::protocol::embeddings
