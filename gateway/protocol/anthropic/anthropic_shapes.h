#pragma once

#include "gateway/core/json/json.h"

#include <cstdint>
#include <string>
#include <vector>

namespace gateway::protocol {

// What of the API is no conversation.

struct AnthropicModel {
    std::string id;
    std::string displayName; ///< empty: the id
    std::int64_t created_s = 0; ///< Unix time; 0 where it is not known, which the API allows
};

/// Answer of GET /v1/models/{id}.
Json anthropicModel(const AnthropicModel& model);
/// Answer of GET /v1/models: all of them on one page.
Json anthropicModelList(const std::vector<AnthropicModel>& models);

/// Answer of POST /v1/messages/count_tokens.
Json anthropicTokenCount(std::int64_t inputTokens);

/// Whether a request that was written for the API asks for the answer as the call of a tool.
bool asksByAnswerTool(const Json& body);

/// Body of the 400 that makes the SDK's tool runner send the whole conversation, without "thread".
std::string threadUnsupportedBody();
/// Body of the 404 for a "thread" that goes on with a message that nobody kept.
std::string threadNotFoundBody();

} // namespace gateway::protocol
