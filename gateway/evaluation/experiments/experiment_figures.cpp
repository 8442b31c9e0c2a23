#include "experiment_figures.h"

#include "experiment.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gateway::evaluation {

namespace {

Json orNull(std::optional<double> number) { return number && std::isfinite(*number) ? Json(*number) : Json(nullptr); }

} // namespace

Json toJson(const ExperimentFigures& figures)
{
    Json arms = Json::array();
    for (const ExperimentArmFigures& arm : figures.arms) {
        Json cost = Json::object();
        for (const Money& money : arm.costToday)
            cost[std::string(kCurrencyNames[static_cast<std::size_t>(money.currency)])] = decimalText(money.pico);
        arms.push_back({{"target", arm.target}, {"share", arm.share}, {"requests", arm.requests}, {"value", orNull(arm.value)}, {"low", orNull(arm.low)},
            {"high", orNull(arm.high)}, {"cost_today", std::move(cost)}});
    }
    return {{"name", figures.name}, {"measure", nameOf(figures.measure)}, {"arms", std::move(arms)}, {"difference", orNull(figures.difference)},
        {"low", orNull(figures.low)}, {"high", orNull(figures.high)}, {"e_value", std::min(figures.eValue, std::numeric_limits<double>::max())},
        {"winner", figures.winner ? Json(*figures.winner) : Json(nullptr)}};
}

} // namespace gateway::evaluation
