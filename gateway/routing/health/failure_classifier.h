#pragma once

#include "gateway/config/route_settings.h"
#include "gateway/http/message.h"

#include <optional>
#include <string>
#include <string_view>

namespace gateway::routing {

/// What an upstream's refusal means.
struct Verdict {
    std::optional<config::FailureClass> failure; ///< empty: the request itself is at fault
    int retryAfter_s = 0;                        ///< 0: not said
    std::string message;                         ///< the upstream's own words, safe; may be empty
};

/// Judges an answer with a status of 400 or more, or an error inside a 200 (then
/// `status` is 200 and `body` the error). `body` may be cut off.
Verdict classify(int status, const http::Headers& headers, std::string_view body);

/// Whether the failure is our key's, so that the client never sees it as its own.
bool isKeyFailure(config::FailureClass failure);

} // namespace gateway::routing
