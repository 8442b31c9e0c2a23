#pragma once

#include "gateway/core/error.h"

#include <string>
#include <string_view>

namespace gateway::protocol {

/// An API that a client speaks.
/// Responses are OpenAI's, but for an error inside of a stream.
enum class Dialect { OpenAi, OpenAiResponses, Anthropic, Gemini, Ollama };

/// The body of an error answer in the shape of `dialect`. One line of JSON.
/// `requestId` is named in internal errors, so that the log can be searched.
/// `code`: OpenAI's word where it has one for what went wrong; empty: the error's own.
/// Sources: OpenAI API reference "Error codes"; Anthropic API "Errors"; Google
/// AIP-193; Ollama API "Errors". Read 2026-11-20.
std::string errorBody(Dialect dialect, const Error& error, std::string_view requestId = {}, std::string_view code = {});

/// The same as the end of a stream that breaks off after its commit, in the framing of
/// `dialect` (SSE, or a line of JSON for Ollama): one event; Responses have two.
/// `requestId`: what a response is called that never began.
std::string errorEvent(
    Dialect dialect, const Error& error, std::string_view code = {}, std::string_view requestId = {});

} // namespace gateway::protocol
