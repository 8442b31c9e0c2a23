#pragma once

#include "failure_policy.h"

#include <optional>
#include <string>
#include <vector>

namespace gateway::routing {

/// A row by which failures are told apart: it decides if all that it says holds.
/// The first row that does wins.
struct FailureRule {
    std::string name;
    std::optional<config::FailureClass> failure; ///< empty: the request itself is at fault
    std::vector<config::StatusRange> statuses;   ///< one of them; empty: any
    std::vector<std::string> codes;     ///< one is the code, the type or the status word; lower case; empty: any
    std::vector<std::string> words;     ///< one stands somewhere in what was said; lower case; empty: any
    std::vector<std::string> allOf;     ///< as `words`, but all of them
    std::vector<std::string> about;     ///< as `words`: what those are said of
    std::vector<std::string> providers; ///< types, and ids in the user's own rules; empty: any
    std::optional<Rests> rests;         ///< where it knows better than the class
    std::string reason;                 ///< what the provider refuses the account for, for people; empty: it does not refuse the account
    std::string source;                 ///< where the row comes from; empty: the user
};

} // namespace gateway::routing
