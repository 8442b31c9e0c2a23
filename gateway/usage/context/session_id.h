#pragma once

#include "gateway/http/message.h"
#include "gateway/protocol/request_outline.h"

#include <string_view>

namespace gateway::usage {

// How clients identify their conversations. Any thread.

/// The session id from a request header, of any length; empty: none. A view into the headers.
std::string_view sessionInHeaders(const http::Headers& headers);

/// The session id from a header, otherwise from `body`, whose outline is `request`; empty: none, or not a `plainId()`.
/// A view into either.
std::string_view sessionOf(const http::Headers& headers, const protocol::RequestOutline& request, std::string_view body);

} // namespace gateway::usage
