#pragma once

#include "gateway/core/json.h"
#include "gateway/core/result.h"

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
    };
    struct Attempt {
        std::string provider;
        std::string model;
        std::string key; ///< empty: none needed, or the client's own
        std::string why; ///< priority, weight, algorithm, price
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
