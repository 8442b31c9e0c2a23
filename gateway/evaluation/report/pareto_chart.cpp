#include "pareto_chart.h"

#include "html_text.h"
#include "score_axis.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace gateway::evaluation {

namespace {

// Pixels of the view box.
constexpr double kLeft = 48;
constexpr double kRight = 744;
constexpr double kTop = 20;
constexpr double kBottom = 290;
constexpr double kTickText = 312;
constexpr double kFreeWidth = 70; // place for what is free, on a logarithmic axis
constexpr double kLetter = 6.8; // width of a letter of a name
constexpr double kLine = 14; // height of a name
constexpr double kLogarithmicFrom = 20; // ratio of the costs
constexpr std::size_t kMostCostTicks = 8;

/// What a point is at.
struct Point {
    std::size_t target = 0;
    double cost = 0; ///< per 1,000 rows
    double x = 0;
    double y = 0;
    double low = 0; ///< y of the interval's low end, which is below
    double high = 0;
};

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
    explicit CostAxis(const std::vector<Point>& points)
    {
        double least = std::numeric_limits<double>::max();
        for (const Point& point : points) {
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
            return kLeft + cost / m_high * (kRight - kLeft);
        if (cost <= 0)
            return kLeft + kFreeWidth / 2;
        const double left = divider().value_or(kLeft);
        return left + std::log(cost / m_low) / std::log(m_high / m_low) * (kRight - left);
    }

    /// Where what is free ends.
    std::optional<double> divider() const { return m_isLogarithmic && m_hasFree ? std::optional(kLeft + kFreeWidth) : std::nullopt; }

    std::vector<double> ticks() const
    {
        std::vector<double> ticks;
        if (!m_isLogarithmic) {
            for (int i = 0; i * m_step <= m_high * (1 + 1e-9); ++i)
                ticks.push_back(i * m_step);
            return ticks;
        }
        for (double power = std::pow(10, std::floor(std::log10(m_low))); power <= m_high; power *= 10)
            for (const double factor : {1.0, 2.0, 5.0})
                if (factor * power >= m_low && factor * power <= m_high)
                    ticks.push_back(factor * power);
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
    bool m_hasFree = false;
    bool m_isLogarithmic = false;
    double m_low = 0;
    double m_high = 0;
    double m_step = 1;
};

class Chart {
public:
    Chart(const RunResults& results, std::vector<Point> points, const ReportWords& words)
        : m_results(results)
        , m_points(std::move(points))
        , m_words(words)
        , m_costs(m_points)
        , m_scores(ScoreAxis::of(results))
    {
        for (Point& point : m_points) {
            const statistics::ScoreEstimate& score = *m_results.targets[point.target].score;
            point.x = m_costs.x(point.cost);
            point.y = y(score.score);
            point.low = y(score.interval.low);
            point.high = y(score.interval.high);
        }
    }

    std::string svg()
    {
        std::string svg = "<svg class=\"chart\" viewBox=\"0 0 760 320\" role=\"img\" aria-label=\"" + htmlText(m_words(words::kChart)) + "\">";
        svg += axes() + front();
        for (const Point& point : m_points)
            svg += mark(point);
        for (const Point& point : m_points)
            svg += name(point);
        return svg + "</svg>";
    }

private:
    double y(double score) const { return kBottom - m_scores.part(score) * (kBottom - kTop); }

    std::string costText(double cost) const
    {
        if (cost <= 0)
            return m_words(words::kFree);
        return toText(Money{m_results.plan.currency, std::llround(cost * static_cast<double>(kPicoOfUnit))});
    }

    std::string axes() const
    {
        std::string svg;
        for (const double tick : m_scores.ticks()) {
            const std::string at = fixed(y(tick), 1);
            svg += "<path class=\"grid\" d=\"M" + fixed(kLeft, 0) + ' ' + at + 'H' + fixed(kRight, 0) + "\"/>";
            svg += "<text class=\"tick end\" x=\"" + fixed(kLeft - 8, 0) + "\" y=\"" + fixed(y(tick) + 4, 1) + "\">" + fixed(tick, 1) + "</text>";
        }
        for (const double tick : m_costs.ticks())
            svg += "<text class=\"tick middle\" x=\"" + fixed(m_costs.x(tick), 1) + "\" y=\"" + fixed(kTickText, 0) + "\">" + htmlText(costText(tick)) + "</text>";
        if (const auto divider = m_costs.divider())
            svg += "<path class=\"grid dashed\" d=\"M" + fixed(*divider, 1) + ' ' + fixed(kTop, 0) + 'V' + fixed(kBottom, 0) + "\"/>";
        return svg;
    }

    /// Steps between the points of the front, by cost.
    std::string front() const
    {
        std::vector<const Point*> points;
        for (const Point& point : m_points)
            if (m_results.targets[point.target].isOnFront)
                points.push_back(&point);
        std::ranges::stable_sort(points, {}, &Point::cost);
        std::string path;
        for (const Point* point : points)
            path += (path.empty() ? 'M' + fixed(point->x, 1) + ' ' + fixed(point->y, 1) : 'H' + fixed(point->x, 1) + 'V' + fixed(point->y, 1));
        return path.empty() ? path : "<path class=\"front\" d=\"" + path + "\"/>";
    }

    std::string mark(const Point& point) const
    {
        const std::string x = fixed(point.x, 1);
        const std::string left = fixed(point.x - 4, 1);
        const std::string right = fixed(point.x + 4, 1);
        const std::string low = fixed(point.low, 1);
        const std::string high = fixed(point.high, 1);
        const bool isOnFront = m_results.targets[point.target].isOnFront;
        std::string svg = "<g class=\"" + colorClass(point.target) + "\"><path class=\"line\" d=\"M" + x + ' ' + low + 'V' + high;
        svg += 'M' + left + ' ' + low + 'H' + right + 'M' + left + ' ' + high + 'H' + right + "\"/>";
        return svg + "<circle class=\"" + (isOnFront ? "disc" : "ring") + "\" cx=\"" + x + "\" cy=\"" + fixed(point.y, 1) + "\" r=\"6\"/></g>";
    }

    /// Above its interval, or below it, or further away where another name is.
    std::string name(const Point& point)
    {
        const std::string& text = m_results.targets[point.target].name;
        const double half = static_cast<double>(QString::fromStdString(text).size()) * kLetter / 2;
        const double x = std::max(kLeft + half, std::min(kRight - half, point.x));
        const auto boxAt = [&](double bottom) { return Box{x - half, bottom - kLine, x + half, bottom}; };
        Box box = boxAt(point.high - 4);
        for (int step = 0; step < 40; ++step) {
            const double distance = 4 + kLine * (step / 2);
            box = boxAt(step % 2 == 0 ? point.high - distance : point.low + distance + kLine);
            const bool isInside = box.top >= 0 && box.bottom <= kBottom + kLine;
            if (isInside && std::ranges::none_of(m_names, [&box](const Box& other) { return box.overlaps(other); }))
                break;
        }
        m_names.push_back(box);
        return "<text class=\"name middle\" x=\"" + fixed(x, 1) + "\" y=\"" + fixed(box.bottom - 3, 1) + "\">" + htmlText(text) + "</text>";
    }

    const RunResults& m_results;
    std::vector<Point> m_points;
    const ReportWords& m_words;
    CostAxis m_costs;
    ScoreAxis m_scores;
    std::vector<Box> m_names;
};

} // namespace

std::string paretoChart(const RunResults& results, const ReportWords& words)
{
    std::vector<Point> points;
    for (std::size_t i = 0; i < results.targets.size(); ++i) {
        const TargetResult& target = results.targets[i];
        if (target.score && target.costPerThousandRows)
            points.push_back({i, static_cast<double>(target.costPerThousandRows->pico) / static_cast<double>(kPicoOfUnit)});
    }
    return points.empty() ? std::string() : Chart(results, std::move(points), words).svg();
}

} // namespace gateway::evaluation
