#pragma once

#include "gateway/http/message.h"

#include <string_view>

namespace gateway::routing {

/// What routes are chosen by. Views into the request; they must outlive the call.
struct RequestFacts {
    std::string_view model;
    std::string_view consumer;      ///< its name; "anonymous" without a known key
    const http::RequestHead* head = nullptr;
};

} // namespace gateway::routing
