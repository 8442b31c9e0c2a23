#pragma once

#include "gateway/config/settings/route_settings.h"
#include "gateway/core/clock.h"
#include "gateway/core/json/json.h"
#include "gateway/core/result.h"
#include "gateway/usage/decisions/target_place.h"

#include <QtGlobal>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
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
    std::string body;
    std::string method = "POST";
    std::string path = "/v1/chat/completions"; ///< with the query, if any
    std::vector<std::pair<std::string, std::string>> headers;
    std::string consumer; ///< empty: whoever the key in `headers` belongs to
};

/// What would become of a request, or what became of it, and why.
struct Explanation {
    static constexpr const char* kTaken = QT_TRANSLATE_NOOP("Error", "takes the request");

    struct Route {
        std::string id;
        Sentence why; ///< `kTaken`; else the predicate that does not hold
        bool isTaken = false;
        std::size_t more = 0; ///< others that are not for the same reason, without their names
    };
    using Place = usage::TargetPlace;
    struct Attempt {
        std::string provider;
        std::string model;
        std::string key; ///< empty: none needed, or the client's own
        std::optional<Place> place = {}; ///< empty: nobody kept it
        std::string ended = {}; ///< what came of it, for people; empty: it was not made
        std::string format = {}; ///< that it is asked in: "openai-chat"; empty: not known
        bool isTranslated = false; ///< the client speaks another one
        std::string leftPath = {}; ///< of the endpoint in whose place another is asked, since it is missing or refuses the request's tools
    };

    /// A policy that is on.
    struct Policy {
        std::string name;
        std::vector<std::string> stages; ///< at which it acts: "before the plan"
        std::string what; ///< it does with the request
    };

    std::string model;
    std::string consumer;
    bool isRouted = true;           ///< false: it is refused before a route is looked for
    std::vector<Route> routes;      ///< all, in order
    std::vector<Policy> policies;   ///< in their order
    std::vector<Attempt> attempts;  ///< in the order in which they are made
    std::vector<PassedOver> passedOver;
    std::string order; ///< what a gateway has to have seen to know the order, in words; empty: nothing
    bool isFresh = false; ///< the order is that of one that has seen nothing yet
    std::vector<std::string> rules; ///< what the route says of failures, in words
    std::optional<Error> error;     ///< what the client would be told at once

    Json toJson() const;
    /// For people.
    std::string toText() const;

private:
    std::string orderText() const;
    std::string errorText() const;
};

/// Why an attempt has its place, for people.
std::string placeText(const Explanation::Place& place);

} // namespace gateway::routing
