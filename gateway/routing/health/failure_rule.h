#pragma once

#include "failure_policy.h"

#include <optional>
#include <string>
#include <vector>

namespace gateway::routing {

/// A row that classifies failures. It matches if all of its conditions do; the first matching row wins.
struct FailureRule {
    std::string name;
    std::optional<config::FailureClass> failure; ///< empty: the request itself is to blame
    std::vector<config::StatusRange> statuses;   ///< one of them must match; empty: any
    std::vector<std::string> codes;     ///< one of them must be the code, type or status name; lower case; empty: any
    std::vector<std::string> words;     ///< one of them must occur in the error; lower case; empty: any
    std::vector<std::string> allOf;     ///< like `words`, but all of them must occur
    std::vector<std::string> about;     ///< like `words`: the subject that they refer to
    std::vector<std::string> providers; ///< types, and in the user's own rules also ids; empty: any
    std::optional<Rests> rests;         ///< if more precise than the class
    std::string reason; ///< why the provider rejects the account, for people; empty: it does not reject the account
    std::string source;                 ///< reference for the row; empty: the user's own
};

} // namespace gateway::routing
