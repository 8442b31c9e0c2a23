#pragma once

#include "gateway/core/error.h"

#include <string>
#include <string_view>

namespace gateway::protocol {

/// An API that a client speaks. Responses is OpenAI's, too, except for errors inside a stream.
enum class Dialect { OpenAi, OpenAiResponses, Anthropic, Gemini, Ollama };

/// The body of an error answer in the shape of `dialect`. One line of JSON. `requestId` is included in internal errors,
/// so that the log can be searched. `code`: OpenAI's error code if it has one for this error; empty: the error's own.
/// Sources: OpenAI API reference "Error codes"; Anthropic API "Errors"; Google AIP-193; Ollama API "Errors". Read
/// 2026-11-20.
std::string errorBody(Dialect dialect, const Error& error, std::string_view requestId = {}, std::string_view code = {});

/// Whether `body` is an error in the shape of `dialect`, so that the SDKs of that API find its message. Pure, any thread.
/// Sources: as for `errorBody()`.
bool isErrorBody(Dialect dialect, std::string_view body);

/// The same as the end of a stream that breaks off after the answer began, in the framing of `dialect` (SSE, or a line
/// of JSON for Ollama): one event, or two for Responses. `requestId`: the id for a response that never began.
std::string errorEvent(
    Dialect dialect, const Error& error, std::string_view code = {}, std::string_view requestId = {});

} // namespace gateway::protocol
