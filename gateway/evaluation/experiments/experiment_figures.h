#pragma once

#include "gateway/core/json/json.h"
#include "gateway/core/money.h"
#include "gateway/evaluation/statistics/arm_comparison.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gateway::evaluation {

/// What one arm of an experiment has shown. A value.
struct ExperimentArmFigures {
    std::string target; ///< PROVIDER/MODEL
    double share = 0;   ///< as configured
    std::uint64_t requests = 0; ///< all of them, also those that are no evidence
    std::optional<double> value; ///< mean in the unit of the measure, geometric for latency and cost; empty: nothing measured yet
    std::optional<double> low;   ///< 95 % interval of `value`, valid at all times together
    std::optional<double> high;
    std::vector<Money> costToday; ///< one for each currency in which it is not 0

    bool operator==(const ExperimentArmFigures&) const = default;
};

/// What an experiment has shown. A value.
struct ExperimentFigures {
    std::string name;
    statistics::Measure measure = statistics::Measure::ErrorRate;
    Currency currency = Currency::Usd; ///< of values of `Measure::Cost`
    std::array<ExperimentArmFigures, 2> arms;
    /// Arm 0 - arm 1 with its 95 % interval. For latency and cost relative to arm 1: 0.25 is 25 % more. Empty: unknown.
    std::optional<double> difference;
    std::optional<double> low;
    std::optional<double> high;
    double eValue = 1; ///< evidence against equal arms; 20 shows a winner
    std::optional<std::size_t> winner; ///< shown, or chosen by a person
    bool stops = false;    ///< the winner gets all requests once it is shown
    bool hasEnded = false; ///< a person chose the winner, which gets all requests

    /// The arm that gets all requests; empty: none.
    std::optional<std::size_t> takesAll() const { return stops || hasEnded ? winner : std::nullopt; }

    bool operator==(const ExperimentFigures&) const = default;
};

/// As `signalboxd experiment show --format json` prints it. What is unknown is null. Any thread.
Json toJson(const ExperimentFigures& figures);

} // namespace gateway::evaluation
