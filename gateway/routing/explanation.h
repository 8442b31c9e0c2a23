#pragma once

#include "gateway/config/settings/route_settings.h"
#include "gateway/core/clock.h"
#include "gateway/core/json.h"
#include "gateway/core/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gateway::routing {

/// A target, or one key of it, that was not tried.
struct PassedOver {
    std::string provider;
    std::string model;
    std::string key; ///< empty: the target as a whole
    Error why;       ///< says who and why
    bool isResting = false;
    std::optional<config::FailureClass> failure = {}; ///< after which it rests
    WallTime until = {};                              ///< it rests; not set: it is being tried again
};

/// A request to be explained, as a client would send it.
struct Question {
    std::string body; ///< of a chat completions request
    std::string path = "/v1/chat/completions"; ///< with the query, if any
    std::vector<std::pair<std::string, std::string>> headers;
    std::string consumer; ///< empty: whoever the key in `headers` belongs to
};

/// What would become of a request, and why; nothing is sent and nothing remembered.
struct Explanation {
    struct Route {
        std::string id;
        std::string why; ///< "is taken"; else the predicate that does not hold
        bool isTaken = false;
        std::size_t more = 0; ///< others that are not for the same reason, without their names
    };
    /// Why an attempt has its place.
    struct Place {
        bool hasRoute = false; ///< else no route matches, and the provider has the model
        int priority = 0;
        int weight = 0;
        std::string algorithm; ///< of the balancer
        double inputPrice = -1;  ///< USD per million tokens; below 0: not known
        double outputPrice = -1;
        std::optional<bool> keepsConversation = {}; ///< of a sticky route, once somebody answered
        std::int64_t tokensAnew = 0; ///< read without a cache where the conversation moves
        double costAnew = -1;        ///< of that, in USD; below 0: not known
    };
    struct Attempt {
        std::string provider;
        std::string model;
        std::string key; ///< empty: none needed, or the client's own
        std::string why; ///< `place` for people
        Place place = {};
    };

    std::string model;
    std::string consumer;
    std::vector<Route> routes;      ///< all, in order
    std::vector<Attempt> attempts;  ///< in the order in which they would be made
    std::vector<PassedOver> passedOver;
    std::vector<std::string> rules; ///< what the route says of failures, in words
    std::optional<Error> error;     ///< what the client would be told at once

    Json toJson() const;
    /// For people.
    std::string toText() const;
};

} // namespace gateway::routing
