#pragma once

#include "gateway/core/json/json.h"

#include <string_view>

namespace gateway::protocol {

// A choice among some of the tools (`allowed_tools`) is OpenAI's own; other hosts of the Responses API refuse it. This is for
// a client's own request that goes to one of those: it gets the allowed tools alone, which comes to the same.
// Source: OpenAI API reference, "Create a model response", tool_choice; read 2026-11-28.

/// Whether a request's raw body may hold such a choice. A search, no reading.
bool mayHoldAllowedTools(std::string_view body);

/// Leaves the allowed tools in `body`, a request of Responses, with the choice that its mode names. False: `body` is as it was; so it
/// stays where none of its tools is allowed, or the mode is unknown, of which the host says what is wrong.
bool offerAllowedToolsAlone(Json& body);

} // namespace gateway::protocol
