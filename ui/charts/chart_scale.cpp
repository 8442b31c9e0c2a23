#include "chart_scale.h"

#include <algorithm>
#include <cmath>

namespace ui::charts {

Scale scaleFor(double most, double least)
{
    const double wanted = std::max(most, least);
    // Steps with round labels: 1, 2, 2.5 and 5, times a power of ten.
    constexpr double kSteps[] = {1.0, 2.0, 2.5, 5.0, 10.0};
    constexpr int kMostSteps = 4;
    const double power = std::pow(10.0, std::floor(std::log10(wanted / kMostSteps)));
    for (const double factor : kSteps) {
        const double step = factor * power;
        const int steps = static_cast<int>(std::ceil(wanted / step - 1e-9));
        if (steps <= kMostSteps && (step == std::floor(step) || least < 1.0))
            return {step * std::max(steps, 2), std::max(steps, 2)};
    }
    return {wanted, 2};
}

Scale calmScale(const Scale& current, double most, double least)
{
    const Scale next = scaleFor(most, least);
    const bool fits = most <= current.top && current.steps > 0;
    return fits && (next.top >= current.top || most > current.top / 2) ? current : next;
}

} // namespace ui::charts
