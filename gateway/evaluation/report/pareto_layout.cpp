#include "pareto_layout.h"

#include "score_axis.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gateway::evaluation {

namespace {

constexpr double kLogarithmicFrom = 20; // ratio of the costs
constexpr std::size_t kMostCostTicks = 8;
constexpr double kNameGap = 4; // between an interval and a name
constexpr int kMostNamePlaces = 40;

struct Box {
    double left = 0;
    double top = 0;
    double right = 0;
    double bottom = 0;

    bool overlaps(const Box& other) const
    {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
};

/// 1, 2 or 5 times a power of ten that is at least `value`.
double niceAbove(double value)
{
    const double power = std::pow(10, std::floor(std::log10(value)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (value <= factor * power * (1 + 1e-9))
            return factor * power;
    return 10 * power;
}

class CostAxis {
public:
    CostAxis(const std::vector<ParetoPoint>& points, const ParetoFrame& frame)
        : m_frame(frame)
    {
        double least = std::numeric_limits<double>::max();
        for (const ParetoPoint& point : points) {
            m_hasFree = m_hasFree || point.cost <= 0;
            if (point.cost > 0)
                least = std::min(least, point.cost);
            m_high = std::max(m_high, point.cost);
        }
        m_isLogarithmic = m_high > 0 && m_high / least >= kLogarithmicFrom;
        if (m_high <= 0)
            m_high = 1;
        if (m_isLogarithmic) {
            m_low = least / 1.3;
            m_high *= 1.3;
        } else {
            m_step = niceAbove(m_high * 1.05 / 5);
            m_high = std::ceil(m_high * 1.05 / m_step) * m_step;
        }
    }

    double x(double cost) const
    {
        if (!m_isLogarithmic)
            return m_frame.left + cost / m_high * (m_frame.right - m_frame.left);
        if (cost <= 0)
            return m_frame.left + m_frame.freeWidth / 2;
        const double left = divider().value_or(m_frame.left);
        return left + std::log(cost / m_low) / std::log(m_high / m_low) * (m_frame.right - left);
    }

    /// Where what is free ends.
    std::optional<double> divider() const { return m_isLogarithmic && m_hasFree ? std::optional(m_frame.left + m_frame.freeWidth) : std::nullopt; }

    std::vector<double> ticks() const
    {
        std::vector<double> ticks;
        if (!m_isLogarithmic) {
            for (int i = 0; i * m_step <= m_high * (1 + 1e-9); ++i)
                ticks.push_back(i * m_step);
            return ticks;
        }
        const int last = static_cast<int>(std::floor(std::log10(m_high)));
        for (int exponent = static_cast<int>(std::floor(std::log10(m_low))); exponent <= last; ++exponent)
            for (const double factor : {1.0, 2.0, 5.0})
                if (const double tick = factor * std::pow(10, exponent); tick >= m_low && tick <= m_high)
                    ticks.push_back(tick);
        if (ticks.size() > kMostCostTicks) // powers of ten only
            std::erase_if(ticks, [](double tick) { return std::abs(std::log10(tick) - std::round(std::log10(tick))) > 1e-6; });
        const std::size_t step = ticks.size() / kMostCostTicks + 1;
        std::vector<double> kept;
        for (std::size_t i = 0; i < ticks.size(); i += step)
            kept.push_back(ticks[i]);
        if (m_hasFree)
            kept.insert(kept.begin(), 0);
        return kept;
    }

private:
    const ParetoFrame& m_frame;
    bool m_hasFree = false;
    bool m_isLogarithmic = false;
    double m_low = 0;
    double m_high = 0;
    double m_step = 1;
};

/// Above its interval, or below it, or further away where another name is.
Box nameBox(const ParetoPoint& point, const std::string& text, const ParetoFrame& frame, const std::vector<Box>& others)
{
    const double half = frame.nameWidth(text) / 2;
    const double x = std::max(frame.left + half, std::min(frame.right - half, point.x));
    const auto boxAt = [&](double bottom) { return Box{x - half, bottom - frame.line, x + half, bottom}; };
    Box box = boxAt(point.high - kNameGap);
    for (int step = 0; step < kMostNamePlaces; ++step) {
        const int away = step / 2;
        const double distance = kNameGap + frame.line * away;
        box = boxAt(step % 2 == 0 ? point.high - distance : point.low + distance + frame.line);
        const bool isInside = box.top >= 0 && box.bottom <= frame.bottom + frame.line;
        if (isInside && std::ranges::none_of(others, [&box](const Box& other) { return box.overlaps(other); }))
            break;
    }
    return box;
}

/// Steps between the points of the front, by cost.
std::vector<std::pair<double, double>> frontOf(const std::vector<ParetoPoint>& points)
{
    std::vector<const ParetoPoint*> front;
    for (const ParetoPoint& point : points)
        if (point.isOnFront)
            front.push_back(&point);
    std::ranges::stable_sort(front, {}, &ParetoPoint::cost);
    std::vector<std::pair<double, double>> steps;
    for (const ParetoPoint* point : front) {
        if (!steps.empty())
            steps.emplace_back(point->x, steps.back().second);
        steps.emplace_back(point->x, point->y);
    }
    return steps;
}

} // namespace

std::optional<ParetoLayout> paretoLayout(const RunResults& results, const ParetoFrame& frame)
{
    ParetoLayout layout;
    for (std::size_t i = 0; i < results.targets.size(); ++i) {
        const TargetResult& target = results.targets[i];
        if (!target.score || !target.costPerThousandRows)
            continue;
        ParetoPoint point;
        point.target = i;
        point.cost = static_cast<double>(target.costPerThousandRows->pico) / static_cast<double>(kPicoOfUnit);
        point.isOnFront = target.isOnFront;
        layout.points.push_back(point);
    }
    if (layout.points.empty())
        return std::nullopt;
    const CostAxis costs(layout.points, frame);
    const ScoreAxis scores = ScoreAxis::of(results);
    const auto y = [&](double score) { return frame.bottom - scores.part(score) * (frame.bottom - frame.top); };
    std::vector<Box> names;
    for (ParetoPoint& point : layout.points) {
        const TargetResult& target = results.targets[point.target];
        point.x = costs.x(point.cost);
        point.y = y(target.score->score);
        point.low = y(target.score->interval.low);
        point.high = y(target.score->interval.high);
    }
    for (ParetoPoint& point : layout.points) {
        names.push_back(nameBox(point, results.targets[point.target].name, frame, names));
        point.nameX = (names.back().left + names.back().right) / 2;
        point.nameBottom = names.back().bottom;
    }
    for (const double tick : scores.ticks())
        layout.scores.push_back({tick, y(tick)});
    for (const double tick : costs.ticks())
        layout.costs.push_back({tick, costs.x(tick)});
    layout.divider = costs.divider();
    layout.front = frontOf(layout.points);
    return layout;
}

} // namespace gateway::evaluation
