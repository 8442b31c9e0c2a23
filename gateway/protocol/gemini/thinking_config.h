#pragma once

#include "gateway/protocol/conversation/codec.h"

#include <string_view>

namespace gateway::protocol::gemini {

/// The generation in a model's name: 25 for "gemini-2.5-flash", 30 for "models/gemini-3-pro-preview"; kNewest for the
/// family without a number ("gemini-flash-latest"); 0 for models of other families.
int generationOf(std::string_view model);

constexpr int kNewest = 1000;
constexpr int kFirstThinking = 25;
/// From this generation on: levels instead of budgets, verified signatures, media inside tool results.
constexpr int kThird = 30;

/// generationConfig.thinkingConfig; null if there is none.
Json thinkingConfig(const Conversation& conversation, std::string_view model, Losses& losses);

} // namespace gateway::protocol::gemini
