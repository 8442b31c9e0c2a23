#pragma once

#include "gateway/protocol/token_usage.h"

#include <string_view>

namespace gateway::exchange {

/// For how long what was written to a prompt cache is to stay, as the request `body` asks in any of its `cache_control`: an hour costs
/// more. Where the answer tells that itself, or nothing was written, nothing changes; where the request asks for both, nobody knows how
/// much is which. Source: docs.claude.com, "Prompt caching", 1-hour cache duration; read 2026-11-23.
void takeCacheTime(std::string_view body, protocol::TokenUsage& tokens);

} // namespace gateway::exchange
