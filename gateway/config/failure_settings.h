#pragma once

#include "route_settings.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gateway::config {

/// HTTP statuses: one, or all of a hundred.
struct StatusRange {
    int from = 0;
    int to = 0; ///< included

    bool operator==(const StatusRange&) const = default;
};

/// One of the user's own rules to tell failures apart.
struct FailureRuleSettings {
    std::string name;
    std::optional<FailureClass> failure = FailureClass::ServerError; ///< empty: the request itself is at fault
    std::vector<StatusRange> statuses;   ///< one of them; empty: any
    std::vector<std::string> words;      ///< one of them, without case; empty: any
    std::optional<std::string> provider; ///< id or type; empty: any
    std::optional<std::string> rests;    ///< nothing, key, key_on_model, model, provider; empty: as its class

    bool operator==(const FailureRuleSettings&) const = default;
};

/// What the user wants to follow from a class of failures; empty: as built in.
struct FailureClassSettings {
    std::optional<std::string> then;  ///< retry_same_key, next_key, next_target, give_up
    std::optional<std::string> rests; ///< nothing, key, key_on_model, model, provider
    std::optional<bool> atOnce;
    std::optional<int> rest_ms;

    bool operator==(const FailureClassSettings&) const = default;
};

struct FailureSettings {
    std::vector<FailureRuleSettings> rules; ///< asked before the built-in ones, in this order
    std::vector<std::pair<std::string, FailureClassSettings>> classes; ///< by the words of `fallback.on`

    bool operator==(const FailureSettings&) const = default;
};

} // namespace gateway::config
