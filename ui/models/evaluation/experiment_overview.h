#pragma once

#include "gateway/core/money.h"
#include "gateway/core/text/sentence.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ui::models {

/// An experiment on live traffic as a list shows it. A value.
struct ExperimentOverview {
    enum class Measure : std::uint8_t { ErrorRate, Latency, Cost, Judge };
    struct Arm {
        std::string target; ///< PROVIDER/MODEL, or what else names it
        double share = 0;   ///< of the sessions, 0 to 1; those of all arms add up to 1
    };

    std::string name;
    std::string route; ///< id
    std::vector<Arm> arms; ///< in the order of the configuration
    Measure measure = Measure::ErrorRate;
    std::int64_t requests = 0; ///< of all arms together
    std::optional<std::size_t> winner; ///< its place in `arms`; empty: no difference shown yet
    bool takesAll = false;  ///< the winner gets all requests
    bool isRunning = true;  ///< otherwise no request is assigned to an arm
    gateway::Sentence note; ///< why it does not run, or began anew; mostly empty
    std::vector<gateway::Money> costToday; ///< of all arms, one for each currency
    bool isCostWhole = true; ///< otherwise some requests have no price
};

} // namespace ui::models
