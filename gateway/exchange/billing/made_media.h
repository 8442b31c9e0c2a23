#pragma once

#include "gateway/protocol/token_usage.h"

#include <string_view>

namespace gateway::exchange {

/// Counts the output of an endpoint that creates audio or images ("audio/speech", "images/generations") as such, if its
/// usage does not separate the kinds. Source: OpenAI API reference, "Create speech" (speech.audio.done), "Create
/// image"; read 2026-11-23.
void takeMade(std::string_view path, protocol::TokenUsage& tokens);

} // namespace gateway::exchange
