#pragma once

#include "gateway/protocol/token_usage.h"

#include <string_view>

namespace gateway::exchange {

/// Sets how long the prompt cache keeps what was written to it, from any `cache_control` of the request `body`: an hour
/// costs more. Changes nothing if the answer reports it or nothing was written; if the request asks for both durations,
/// the split is unknown. Source: docs.claude.com, "Prompt caching", 1-hour cache duration; read 2026-11-23.
void takeCacheTime(std::string_view body, protocol::TokenUsage& tokens);

} // namespace gateway::exchange
