#include "pareto_chart.h"

#include "html_text.h"
#include "pareto_layout.h"
#include "score_axis.h"

#include <QString>

namespace gateway::evaluation {

namespace {

// Pixels of the view box.
constexpr double kLeft = 48;
constexpr double kRight = 744;
constexpr double kTop = 20;
constexpr double kBottom = 290;
constexpr double kTickText = 312;
constexpr double kFreeWidth = 70;
constexpr double kLetter = 6.8; // width of a letter of a name
constexpr double kLine = 14; // height of a name

class Chart {
public:
    Chart(const RunResults& results, const ParetoLayout& layout, const ReportWords& words)
        : m_results(results)
        , m_layout(layout)
        , m_words(words)
    {
    }

    std::string svg() const
    {
        std::string svg = "<svg class=\"chart\" viewBox=\"0 0 760 320\" role=\"img\" aria-label=\"" + htmlText(m_words(words::kChart)) + "\">";
        svg += axes() + front();
        for (const ParetoPoint& point : m_layout.points)
            svg += mark(point);
        for (const ParetoPoint& point : m_layout.points)
            svg += name(point);
        return svg + "</svg>";
    }

private:
    std::string costText(double cost) const
    {
        if (cost <= 0)
            return m_words(words::kFree);
        return toText(moneyFrom(cost, m_results.plan.currency));
    }

    std::string axes() const
    {
        std::string svg;
        for (const ParetoTick& tick : m_layout.scores) {
            svg += "<path class=\"grid\" d=\"M" + fixed(kLeft, 0) + ' ' + fixed(tick.at, 1) + 'H' + fixed(kRight, 0) + "\"/>";
            svg += "<text class=\"tick end\" x=\"" + fixed(kLeft - 8, 0) + "\" y=\"" + fixed(tick.at + 4, 1) + "\">" + fixed(tick.value, 1) + "</text>";
        }
        for (const ParetoTick& tick : m_layout.costs)
            svg += "<text class=\"tick middle\" x=\"" + fixed(tick.at, 1) + "\" y=\"" + fixed(kTickText, 0) + "\">" + htmlText(costText(tick.value)) + "</text>";
        if (const auto& divider = m_layout.divider)
            svg += "<path class=\"grid dashed\" d=\"M" + fixed(*divider, 1) + ' ' + fixed(kTop, 0) + 'V' + fixed(kBottom, 0) + "\"/>";
        return svg;
    }

    std::string front() const
    {
        std::string path;
        for (const auto& [x, y] : m_layout.front)
            path += (path.empty() ? 'M' : 'L') + fixed(x, 1) + ' ' + fixed(y, 1);
        return path.empty() ? path : "<path class=\"front\" d=\"" + path + "\"/>";
    }

    std::string mark(const ParetoPoint& point) const
    {
        const std::string x = fixed(point.x, 1);
        const std::string left = fixed(point.x - 4, 1);
        const std::string right = fixed(point.x + 4, 1);
        const std::string low = fixed(point.low, 1);
        const std::string high = fixed(point.high, 1);
        std::string svg = "<g class=\"" + colorClass(point.target) + "\"><path class=\"line\" d=\"M" + x + ' ' + low + 'V' + high;
        svg += 'M' + left + ' ' + low + 'H' + right + 'M' + left + ' ' + high + 'H' + right + "\"/>";
        return svg + "<circle class=\"" + (point.isOnFront ? "disc" : "ring") + "\" cx=\"" + x + "\" cy=\"" + fixed(point.y, 1) + "\" r=\"6\"/></g>";
    }

    std::string name(const ParetoPoint& point) const
    {
        const std::string& text = m_results.targets[point.target].name;
        return "<text class=\"name middle\" x=\"" + fixed(point.nameX, 1) + "\" y=\"" + fixed(point.nameBottom - 3, 1) + "\">" + htmlText(text) + "</text>";
    }

    const RunResults& m_results;
    const ParetoLayout& m_layout;
    const ReportWords& m_words;
};

double widthOf(const std::string& name) { return static_cast<double>(QString::fromStdString(name).size()) * kLetter; }

} // namespace

std::string paretoChart(const RunResults& results, const ReportWords& words)
{
    const auto layout = paretoLayout(results, {kLeft, kRight, kTop, kBottom, kFreeWidth, kLine, widthOf});
    return layout ? Chart(results, *layout, words).svg() : std::string();
}

} // namespace gateway::evaluation
