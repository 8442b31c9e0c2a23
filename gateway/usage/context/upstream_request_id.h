#pragma once

#include "gateway/http/message.h"

#include <string_view>

namespace gateway::usage {

/// The request id that the upstream returned in `headers`, for its support; empty: none. A `plainId()`, as a view into
/// the headers. Any thread.
std::string_view upstreamRequestId(const http::Headers& headers);

} // namespace gateway::usage
