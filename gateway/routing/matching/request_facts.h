#pragma once

#include "gateway/core/clock.h"
#include "gateway/http/message.h"

#include <string_view>

namespace gateway::protocol {
struct RequestOutline;
}

namespace gateway::routing {

/// What routes and targets are chosen by. Views into the request; they must outlive the call.
struct RequestFacts {
    std::string_view model{};
    std::string_view consumer{};    ///< its name; "anonymous" without a known key
    const http::RequestHead* head = nullptr;
    const protocol::RequestOutline* request = nullptr; ///< null: not read
    std::string_view body{};                              ///< that it was read from
    bool isStream = false;
    TimePoint now{};
    WallTime wallNow{};
    std::string_view clientAddress{}; ///< as trusted proxies tell it; empty: the connection's
    std::string_view operation{};     ///< as `Health` keeps cooldowns apart: "images"; empty: a conversation
    std::string_view usualPath{};     ///< as documentation writes it, where the head has another spelling: routes match both
};

} // namespace gateway::routing
