#include "score_axis.h"

#include <QString>

#include <algorithm>
#include <cmath>

namespace gateway::evaluation {

namespace {

constexpr int kSeries = 7; // colours of the palette
constexpr double kTenths = 10;
constexpr double kFewestTenths = 2;
constexpr int kMostTicks = 6;
constexpr double kRounding = 1e-9;
constexpr double kBarWidth = 180;
constexpr double kBarEnd = 6;

} // namespace

std::string fixed(double value, int decimals)
{
    const std::string text = QString::number(value, 'f', decimals).toStdString();
    const bool isZero = text.find_first_not_of("-0.") == std::string::npos;
    return isZero && text.front() == '-' ? text.substr(1) : text;
}

std::string colorClass(std::size_t target) { return target < kSeries ? 's' + std::to_string(target) : std::string("so"); }

ScoreAxis ScoreAxis::of(const RunResults& results)
{
    double least = 1;
    double most = 0;
    for (const TargetResult& target : results.targets) {
        if (!target.score)
            continue;
        least = std::min(least, target.score->interval.low);
        most = std::max(most, target.score->interval.high);
    }
    if (least > most)
        return {};
    double low = std::max(0.0, std::floor(least * kTenths + kRounding));
    const double high = std::min(kTenths, std::max(std::ceil(most * kTenths - kRounding), low + kFewestTenths));
    low = std::max(0.0, std::min(low, high - kFewestTenths));
    return {low / kTenths, high / kTenths};
}

std::vector<double> ScoreAxis::ticks() const
{
    const int tenths = static_cast<int>(std::lround((high - low) * kTenths));
    const int step = std::max(1, (tenths + kMostTicks - 2) / (kMostTicks - 1));
    std::vector<double> ticks;
    for (int tenth = 0; tenth <= tenths; tenth += step)
        ticks.push_back(low + tenth / kTenths);
    return ticks;
}

std::string scoreBar(const ScoreAxis& axis, const TargetResult& target, std::size_t place)
{
    if (!target.score)
        return {};
    const auto x = [&axis](double score) { return fixed(kBarEnd + axis.part(score) * (kBarWidth - 2 * kBarEnd), 1); };
    std::string svg = "<svg class=\"bar " + colorClass(place) + "\" viewBox=\"0 0 180 20\" width=\"180\" height=\"20\" aria-hidden=\"true\">";
    for (const double tick : axis.ticks())
        svg += "<path class=\"grid\" d=\"M" + x(tick) + " 0V20\"/>";
    const std::string low = x(target.score->interval.low);
    const std::string high = x(target.score->interval.high);
    svg += "<path class=\"line\" d=\"M" + low + " 10H" + high + "M" + low + " 6V14M" + high + " 6V14\"/>";
    return svg + "<circle class=\"disc\" cx=\"" + x(target.score->score) + "\" cy=\"10\" r=\"4\"/></svg>";
}

} // namespace gateway::evaluation
