#pragma once

#include "gateway/core/clock.h"
#include "gateway/http/message.h"

#include <string_view>

namespace gateway::protocol {
struct RequestOutline;
}

namespace gateway::routing {

/// What routes and targets are chosen by. Views into the request, which must outlive the call.
struct RequestFacts {
    std::string_view model{};
    std::string_view consumer{};    ///< its name; "anonymous" without a known key
    const http::RequestHead* head = nullptr;
    const protocol::RequestOutline* request = nullptr; ///< null: not read
    std::string_view body{};                              ///< the body of `request`
    bool isStream = false;
    TimePoint now{};
    WallTime wallNow{};
    std::string_view clientAddress{}; ///< as reported by trusted proxies; empty: that of the connection
    std::string_view operation{};     ///< kind of operation for cooldowns in `Health`: "images"; empty: a conversation
    std::string_view usualPath{};     ///< the documented spelling of the path, if the head has another one: routes match both
};

} // namespace gateway::routing
