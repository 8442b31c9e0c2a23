#pragma once

#include "gateway/core/money.h"

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
        double share = 0;   ///< of the requests, 0 to 1
    };

    std::string name;
    std::string route; ///< id
    std::vector<Arm> arms; ///< in the order of the configuration
    bool isBySession = true; ///< otherwise each request is assigned by itself
    Measure measure = Measure::ErrorRate;
    std::size_t observations = 0; ///< that are evidence
    std::optional<std::size_t> winner; ///< its place in `arms`; empty: no difference shown yet
    std::vector<gateway::Money> costToday; ///< of all arms, one for each currency
    bool isCostWhole = true; ///< otherwise some requests have no price
};

} // namespace ui::models
