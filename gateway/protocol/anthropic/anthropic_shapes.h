#pragma once

#include "gateway/core/json/json.h"

#include <cstdint>
#include <string>
#include <vector>

namespace gateway::protocol {

// The parts of the API other than conversations.

struct AnthropicModel {
    std::string id;
    std::string displayName; ///< empty: the id
    std::int64_t created_s = 0; ///< Unix time; 0 if unknown, which the API allows
};

/// Answer of GET /v1/models/{id}.
Json anthropicModel(const AnthropicModel& model);
/// Answer of GET /v1/models: all models on one page.
Json anthropicModelList(const std::vector<AnthropicModel>& models);

/// Answer of POST /v1/messages/count_tokens.
Json anthropicTokenCount(std::int64_t inputTokens);

/// Whether a request written for the API requests a structured answer by a tool call.
bool asksByAnswerTool(const Json& body);

/// Body of the 400 that makes the SDK's tool runner send the whole conversation, without "thread".
std::string threadUnsupportedBody();
/// Body of the 404 for a "thread" that continues a message which was not kept.
std::string threadNotFoundBody();

} // namespace gateway::protocol
