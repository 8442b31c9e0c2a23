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

/// A target, or one of its keys, that was not tried.
struct PassedOver {
    std::string provider;
    std::string model;
    std::string key; ///< empty: the whole target
    Error why;       ///< also names the target
    bool isResting = false;
    std::optional<config::FailureClass> failure = {}; ///< the failure that caused the cooldown
    WallTime until = {};                              ///< end of the cooldown; not set: it is being tried again
    bool isAvoided = false;                           ///< its plan is nearly used up; `until` is then the reset, if known
};

/// A request to explain, as a client would send it.
struct Question {
    std::string body;
    std::string method = "POST";
    std::string path = "/v1/chat/completions"; ///< including any query
    std::vector<std::pair<std::string, std::string>> headers;
    std::string consumer; ///< empty: the one whose key is in `headers`
};

/// What would happen to a request, or what happened to it, and why.
struct Explanation {
    static constexpr const char* kTaken = QT_TRANSLATE_NOOP("Error", "takes the request");

    struct Route {
        std::string id;
        Sentence why; ///< `kTaken`, or the first predicate that does not match
        bool isTaken = false;
        std::size_t more = 0; ///< other routes that do not match for the same reason, without their names
    };
    using Place = usage::TargetPlace;
    struct Attempt {
        std::string provider;
        std::string model;
        std::string key; ///< empty: none needed, or the client's own
        std::optional<Place> place = {}; ///< empty: not recorded
        std::string ended = {}; ///< the result, in words; empty: it was not made
        std::string format = {}; ///< API format of the request to it: "openai-chat"; empty: unknown
        bool isTranslated = false; ///< the client uses another format
        /// Path of the client's own endpoint, if another one is used because that is missing or rejects the request's
        /// tools.
        std::string leftPath = {};
    };

    /// An enabled policy.
    struct Policy {
        std::string name;
        std::vector<std::string> stages; ///< where it acts: "before the plan"
        Sentence what; ///< its effect on the request, without a full stop
        bool isRefusal = false; ///< the request ends here
    };

    std::string model;
    std::string consumer;
    bool isRouted = true;           ///< false: it is rejected before a route is selected
    std::vector<Route> routes;      ///< all, in order
    std::vector<Policy> policies;   ///< in their order
    std::vector<Attempt> attempts;  ///< in the order in which they are made
    std::vector<PassedOver> passedOver;
    Sentence order; ///< which earlier requests the order depends on; empty: none
    bool isFresh = false; ///< the order is that of a gateway without earlier requests
    std::vector<Sentence> rules;    ///< the route's failure settings
    Sentence experiment; ///< which arm of its route's experiment gets it, and why; empty: its route has none
    Sentence shadow; ///< the copy of the request for comparison, or why there is none; empty: its route asks for none
    std::optional<Error> error;     ///< the error that the client would get at once

    Json toJson() const;
    /// As text for people.
    std::string toText() const;

private:
    std::string orderText() const;
    std::string errorText() const;
};

/// Why an attempt has its position, in words.
std::string placeText(const Explanation::Place& place);

} // namespace gateway::routing
