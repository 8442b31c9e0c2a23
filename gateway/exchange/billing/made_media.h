#pragma once

#include "gateway/protocol/token_usage.h"

#include <string_view>

namespace gateway::exchange {

/// The output of an endpoint that makes sound or pictures ("audio/speech", "images/generations") is that, where its usage does not
/// tell the kinds apart. Source: OpenAI API reference, "Create speech" (speech.audio.done), "Create image"; read 2026-11-23.
void takeMade(std::string_view path, protocol::TokenUsage& tokens);

} // namespace gateway::exchange
