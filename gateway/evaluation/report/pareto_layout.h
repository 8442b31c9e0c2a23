#pragma once

#include "gateway/evaluation/runs/results.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gateway::evaluation {

/// Where the chart of score against cost is drawn. Lengths in the unit of the caller; y grows downwards. A value.
struct ParetoFrame {
    double left = 0;
    double right = 0;
    double top = 0;
    double bottom = 0;
    double freeWidth = 0; ///< place for what is free, on a logarithmic axis
    double line = 0;      ///< height of a name
    std::function<double(const std::string& name)> nameWidth;
};

/// A target in the chart.
struct ParetoPoint {
    std::size_t target = 0; ///< place in `RunResults::targets`
    double cost = 0;        ///< per 1,000 rows, in units of the plan's currency
    bool isOnFront = false;
    double x = 0;
    double y = 0;
    double low = 0; ///< y of the interval's low end, which is below
    double high = 0;
    double nameX = 0; ///< middle of the name
    double nameBottom = 0;
};

struct ParetoTick {
    double value = 0;
    double at = 0;
};

/// Places of everything in the chart. Costs are logarithmic if their ratio is at least 20; what is free has a place of its
/// own then. Names overlap neither each other nor their own interval, as far as there is room.
struct ParetoLayout {
    std::vector<ParetoPoint> points; ///< targets with a score and a cost
    std::vector<ParetoTick> scores;
    std::vector<ParetoTick> costs;   ///< 0 means free
    std::optional<double> divider;   ///< x where the place of what is free ends
    std::vector<std::pair<double, double>> front; ///< corners of its steps
};

/// Empty: no target has both a score and a cost. Pure.
std::optional<ParetoLayout> paretoLayout(const RunResults& results, const ParetoFrame& frame);

} // namespace gateway::evaluation
