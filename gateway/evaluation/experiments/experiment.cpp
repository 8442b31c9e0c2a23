#include "experiment.h"

#include "arm_choice.h"

#include "gateway/core/text/ascii.h"

#include <QtGlobal>

#include <algorithm>
#include <cmath>

namespace gateway::evaluation {

using statistics::Measure;

namespace {

struct MeasureName {
    Measure measure;
    std::string_view name;
};

constexpr std::array kMeasureNames{MeasureName{Measure::ErrorRate, "error_rate"}, MeasureName{Measure::Latency, "latency"},
    MeasureName{Measure::Cost, "cost"}, MeasureName{Measure::Judge, "judge"}};

/// Why an experiment cannot run; empty: it can.
Sentence problemOf(const ExperimentPlan& plan)
{
    if (isBlank(plan.name))
        return QT_TRANSLATE_NOOP("Error", "an experiment must have a name");
    const auto& [first, second] = plan.arms;
    for (const ExperimentArm& arm : plan.arms)
        if (!std::isfinite(arm.share) || arm.share < 0)
            return {QT_TRANSLATE_NOOP("Error", "experiment \"%1\": a share must be a number of at least 0"), {plan.name}};
    if (first.share + second.share <= 0)
        return {QT_TRANSLATE_NOOP("Error", "experiment \"%1\": at least one share must be greater than 0"), {plan.name}};
    if (first.target.empty() || second.target.empty() || first.target == second.target)
        return {QT_TRANSLATE_NOOP("Error", "experiment \"%1\" must compare two different targets"), {plan.name}};
    return {};
}

} // namespace

std::string_view nameOf(Measure measure) { return std::ranges::find(kMeasureNames, measure, &MeasureName::measure)->name; }

std::optional<Measure> measureNamed(std::string_view name)
{
    const auto row = std::ranges::find(kMeasureNames, name, &MeasureName::name);
    return row == kMeasureNames.end() ? std::nullopt : std::optional(row->measure);
}

Experiment::Experiment(ExperimentPlan plan, statistics::ExperimentState state)
    : m_plan(std::move(plan))
    , m_comparison(m_plan.measure, std::move(state))
{
}

Result<Experiment> Experiment::start(ExperimentPlan plan)
{
    if (Sentence problem = problemOf(plan); !problem.isEmpty())
        return failure(ErrorKind::InvalidRequest, std::move(problem));
    return Experiment(std::move(plan));
}

Result<void> Experiment::setShares(double first, double second)
{
    ExperimentPlan plan = m_plan;
    plan.arms[0].share = first;
    plan.arms[1].share = second;
    if (Sentence problem = problemOf(plan); !problem.isEmpty())
        return failure(ErrorKind::InvalidRequest, std::move(problem));
    m_plan = std::move(plan);
    return {};
}

std::size_t Experiment::armFor(std::string_view session) const
{
    const auto only = takesAll();
    return only ? *only : evaluation::armFor(m_plan.name, session, m_plan.shareOfSecond());
}

void Experiment::add(std::size_t arm, const ArmRequest& request)
{
    Counts& counts = m_counts[arm];
    ++counts.requests;
    if (!m_day.isValid() || m_day < request.day) {
        m_day = request.day;
        for (Counts& each : m_counts)
            each.costToday = {};
    }
    if (request.cost && request.day == m_day)
        counts.costToday[static_cast<std::size_t>(request.cost->currency)] += request.cost->pico;
    if (!request.isFirstOfSession)
        return;
    switch (m_plan.measure) {
    case Measure::ErrorRate: m_comparison.add(arm, request.hasFailed ? 1 : 0); break;
    case Measure::Latency:
        if (!request.hasFailed && request.latency)
            m_comparison.add(arm, static_cast<double>(request.latency->count()));
        break;
    case Measure::Cost:
        if (const auto& cost = request.converted ? request.converted : request.cost; !request.hasFailed && cost && cost->currency == m_plan.currency)
            m_comparison.add(arm, static_cast<double>(cost->pico) / kPicoOfUnit);
        break;
    case Measure::Judge: break; // its score comes later
    }
}

void Experiment::addScore(std::size_t arm, double score)
{
    if (m_plan.measure == Measure::Judge)
        m_comparison.add(arm, score);
}

std::optional<std::size_t> Experiment::winner() const { return m_chosen ? m_chosen : m_comparison.winner(); }

ExperimentFigures Experiment::figures(QDate today) const
{
    ExperimentFigures figures;
    figures.name = m_plan.name;
    figures.measure = m_plan.measure;
    figures.currency = m_plan.currency;
    figures.stops = m_plan.stops;
    figures.hasEnded = hasEnded();
    figures.winner = winner();
    figures.eValue = m_comparison.eValue();
    for (std::size_t i = 0; i < m_plan.arms.size(); ++i) {
        ExperimentArmFigures& arm = figures.arms[i];
        arm.target = m_plan.arms[i].target;
        arm.share = m_plan.arms[i].share;
        arm.requests = m_counts[i].requests;
        const statistics::ArmFigures shown = m_comparison.arm(i);
        arm.value = shown.value;
        if (shown.interval) {
            arm.low = shown.interval->low;
            arm.high = shown.interval->high;
        }
        for (std::size_t currency = 0; currency < kCurrencyNames.size(); ++currency)
            if (const std::int64_t pico = m_counts[i].costToday[currency]; today == m_day && pico != 0)
                arm.costToday.push_back({static_cast<Currency>(currency), pico});
    }
    // A difference of logarithms is that of the ratio.
    const bool isRatio = m_plan.measure == Measure::Latency || m_plan.measure == Measure::Cost;
    const auto shown = [isRatio](double difference) { return isRatio ? std::expm1(difference) : difference; };
    if (const auto difference = m_comparison.difference())
        figures.difference = shown(*difference);
    if (const auto interval = m_comparison.interval()) {
        figures.low = shown(interval->low);
        figures.high = shown(interval->high);
    }
    return figures;
}

} // namespace gateway::evaluation
