#pragma once

#include "embedding_codec.h"

#include "gateway/protocol/conversation/body_node.h"

#include <initializer_list>
#include <string>
#include <string_view>

namespace gateway::protocol::embeddings {

// What the formats of this room share.

/// Of a number of tokens in an answer.
TokenUsage inputUsage(const Json& object, const char* key);
/// An error in the place of an answer, however its vendor shapes it; empty: it is none.
std::string upstreamErrorText(const Json& body);
/// The vectors of a list; `key`: of what stands there; null: that is the vector.
Result<std::vector<std::vector<float>>> vectorsOf(const Json& list, const char* key);

/// The inputs as texts. Errors: InvalidRequest if one is a list of token ids.
Result<std::vector<std::string>> textsOf(const EmbeddingRequest& request);
/// Reports the extras of a request that is not of `family`.
void reportExtras(const EmbeddingRequest& request, std::initializer_list<EmbeddingFormat> family, Losses& losses);

/// A text, or a list of them.
void readTexts(const BodyNode& node, EmbeddingRequest& request);
void keepExtras(const Json& body, std::initializer_list<std::string_view> known, EmbeddingRequest& request);
/// A positive number of dimensions.
std::optional<std::int64_t> readDimensions(const BodyNode& node);

} // namespace gateway::protocol::embeddings
