#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::evaluation {

/// What an experiment does with new requests.
struct ExperimentStanding {
    bool isRunning = true; ///< false: requests are not assigned to its arms
    std::optional<std::size_t> takesAll = {}; ///< the arm that gets all requests; empty: shares decide
    bool isChosen = false; ///< a person has chosen that arm

    bool operator==(const ExperimentStanding&) const = default;
};

/// By the name of the experiment.
using ExperimentStandings = std::map<std::string, ExperimentStanding, std::less<>>;

/// The arm of an experiment, 0 or 1, for a session, or for the id of a request that has none. The same names and share
/// always give the same arm, on every machine; the arms of different experiments are independent. Of many sessions,
/// `shareOfSecond` (0 to 1) get arm 1. If that changes, only sessions that must move do: from 0.1 to 0.3, a fifth of
/// all sessions move from arm 0 to arm 1. Pure; any thread.
std::size_t armFor(std::string_view experiment, std::string_view session, double shareOfSecond);

} // namespace gateway::evaluation
