#pragma once

#include "gateway/http/message.h"
#include "gateway/protocol/request_outline.h"

#include <string_view>

namespace gateway::usage {

// By what clients tell one of their conversations from the others. Any thread.

/// As the client names it in a header, of any length; empty: it does not. A view of the headers.
std::string_view sessionInHeaders(const http::Headers& headers);

/// The same, else as `body` names it, of which `request` is the outline; empty: nothing does, or what does is
/// no `plainId()`. A view of either.
std::string_view sessionOf(const http::Headers& headers, const protocol::RequestOutline& request, std::string_view body);

} // namespace gateway::usage
