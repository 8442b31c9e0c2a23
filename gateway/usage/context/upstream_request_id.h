#pragma once

#include "gateway/http/message.h"

#include <string_view>

namespace gateway::usage {

/// By which the upstream knows a request, for its support; empty: its answer's `headers` do not say. A `plainId()`, as a
/// view of the headers. Any thread.
std::string_view upstreamRequestId(const http::Headers& headers);

} // namespace gateway::usage
