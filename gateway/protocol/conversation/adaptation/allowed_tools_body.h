#pragma once

#include "gateway/core/json/json.h"

#include <string_view>

namespace gateway::protocol {

// Only OpenAI supports a tool choice among some of the tools (`allowed_tools`); other hosts of the Responses API reject
// it. This is for a client's own request that goes to one of those: it gets only the allowed tools, which has the same
// effect. Source: OpenAI API reference, "Create a model response", tool_choice; read 2026-11-28.

/// Whether a request's raw body may contain such a choice. Searches the text without parsing it.
bool mayHoldAllowedTools(std::string_view body);

/// Removes all other tools from `body`, a Responses request, and sets the choice to its mode. False if `body` is
/// unchanged, which is also the case if none of its tools is allowed or the mode is unknown: the host then reports the
/// error.
bool offerAllowedToolsAlone(Json& body);

} // namespace gateway::protocol
