#include "experiment.h"

#include "gateway/core/json/json_fields.h"

#include <QtGlobal>

#include <algorithm>

// The form in which an experiment outlives the program.

namespace gateway::evaluation {

namespace {

Json jsonOf(const statistics::ArmEvidence& evidence) { return {{"count", evidence.count}, {"sum", evidence.sum}, {"variation", evidence.variation}}; }

/// 0 or 1. Null: none, which is valid.
bool readArm(const Json& object, std::string_view name, std::optional<std::uint8_t>& arm)
{
    if (json::fieldOf(object, name).is_null())
        return object.contains(std::string(name));
    const auto number = json::wholeOf(object, name);
    if (number && *number <= 1)
        arm = static_cast<std::uint8_t>(*number);
    return arm.has_value();
}

std::optional<statistics::ArmEvidence> readEvidence(const Json& object)
{
    const auto count = json::wholeOf(object, "count");
    const auto sum = json::numberOf(object, "sum");
    const auto variation = json::numberOf(object, "variation");
    if (!count || !sum || !variation)
        return std::nullopt;
    return statistics::ArmEvidence{*count, *sum, *variation};
}

/// The evidence; empty: damaged.
std::optional<statistics::ExperimentState> readState(const Json& snapshot, statistics::Measure measure)
{
    statistics::ExperimentState state;
    const Json& arms = json::listOf(snapshot, "arms");
    for (std::size_t i = 0; i < state.arms.size(); ++i) {
        const auto evidence = arms.size() == state.arms.size() ? readEvidence(arms[i]) : std::nullopt;
        if (!evidence)
            return std::nullopt;
        state.arms[i] = *evidence;
    }
    if (!readArm(snapshot, "shown", state.winner))
        return std::nullopt;
    const Json& atWin = json::objectOf(snapshot, "at_win");
    const auto low = json::numberOf(atWin, "low");
    const auto high = json::numberOf(atWin, "high");
    if (!low || !high)
        return std::nullopt;
    state.atWin = {*low, *high};
    for (const Json& value : json::listOf(snapshot, "calibration")) {
        if (!value.is_number())
            return std::nullopt;
        state.calibration.push_back(value.get<double>());
    }
    state.center = json::numberOf(snapshot, "center");
    return isValid(state, measure) ? std::optional(std::move(state)) : std::nullopt;
}

} // namespace

Json Experiment::snapshot() const
{
    const statistics::ExperimentState& state = m_comparison.state();
    Json arms = Json::array();
    for (std::size_t i = 0; i < m_counts.size(); ++i) {
        Json arm{{"target", m_plan.arms[i].target}, {"requests", m_counts[i].requests}, {"cost_today", m_counts[i].costToday}};
        arm.update(jsonOf(state.arms[i]));
        arms.push_back(std::move(arm));
    }
    return {{"name", m_plan.name}, {"measure", nameOf(m_plan.measure)}, {"arms", std::move(arms)}, {"day", m_day.toString(Qt::ISODate).toStdString()},
        {"shown", state.winner ? Json(*state.winner) : Json(nullptr)}, {"at_win", {{"low", state.atWin.low}, {"high", state.atWin.high}}},
        {"calibration", state.calibration}, {"center", state.center ? Json(*state.center) : Json(nullptr)}, {"chosen", m_chosen ? Json(*m_chosen) : Json(nullptr)}};
}

Result<Experiment> Experiment::restore(ExperimentPlan plan, const Json& snapshot)
{
    auto started = start(std::move(plan));
    if (!started)
        return started;
    const ExperimentPlan& known = started->plan();
    const auto damaged = [&known] {
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "the saved state of experiment \"%1\" is damaged; start a new experiment under another name"), {known.name}});
    };
    const Json& arms = json::listOf(snapshot, "arms");
    if (arms.size() != known.arms.size())
        return damaged();
    bool isSame = json::textOf(snapshot, "name") == known.name && json::textOf(snapshot, "measure") == nameOf(known.measure);
    for (std::size_t i = 0; i < arms.size(); ++i)
        isSame = isSame && json::textOf(arms[i], "target") == known.arms[i].target;
    if (!isSame)
        return failure(ErrorKind::InvalidRequest,
            {QT_TRANSLATE_NOOP("Error", "experiment \"%1\" was started with another measure or other targets; start a new experiment under another name"), {known.name}});
    auto state = readState(snapshot, known.measure);
    std::optional<std::uint8_t> chosen;
    if (!state || !readArm(snapshot, "chosen", chosen))
        return damaged();
    Experiment restored(known, std::move(*state));
    restored.m_chosen = chosen;
    restored.m_day = QDate::fromString(QString::fromStdString(json::textOf(snapshot, "day")), Qt::ISODate);
    for (std::size_t i = 0; i < arms.size(); ++i) {
        const auto requests = json::wholeOf(arms[i], "requests");
        const Json& costs = json::listOf(arms[i], "cost_today");
        if (!requests || costs.size() > kCurrencyNames.size() || !std::ranges::all_of(costs, [](const Json& cost) { return cost.is_number_integer(); }))
            return damaged();
        restored.m_counts[i].requests = *requests;
        for (std::size_t currency = 0; currency < costs.size(); ++currency)
            restored.m_counts[i].costToday[currency] = costs[currency].get<std::int64_t>();
    }
    return restored;
}

} // namespace gateway::evaluation
