#pragma once

#include "gateway/http/message.h"

#include <string_view>

namespace gateway::usage {

/// The id of the sub-agent that sent a request, from its headers; empty: none, or not a `plainId()`. Clients give each
/// sub-agent an id of its own and keep it for all of its requests. A view into the headers. Any thread.
std::string_view agentOf(const http::Headers& headers);

} // namespace gateway::usage
