#include "plan_window.h"

#include "key_meter.h"

#include <algorithm>

namespace gateway::providers {

std::string windowName(std::chrono::minutes length)
{
    using namespace std::chrono_literals;
    constexpr std::chrono::minutes kDay = 24h;
    if (length <= 0min)
        return {};
    if (length == 7 * kDay)
        return "week";
    if (length >= 28 * kDay && length <= 31 * kDay)
        return "month";
    if (length == kDay)
        return "day";
    if (length % kDay == 0min)
        return std::to_string(length / kDay) + 'd';
    return length % 1h == 0min ? std::to_string(length / 1h) + 'h' : std::to_string(length.count()) + "min";
}

std::vector<PlanWindow> planWindows(const std::vector<KeyLimit>& quotas)
{
    constexpr double kWhole = 100; // percent
    std::vector<PlanWindow> windows;
    for (const KeyLimit& quota : quotas) {
        if (!quota.limit || !quota.remaining || *quota.limit <= 0)
            continue;
        const double used = kWhole * static_cast<double>(*quota.limit - *quota.remaining) / static_cast<double>(*quota.limit);
        const bool isTaken = std::ranges::find(windows, quota.window, &PlanWindow::name) != windows.end(); // such as tokens and tools
        windows.push_back({quota.window.empty() || isTaken ? quota.name : quota.window, std::max(0.0, used), quota.reset});
    }
    return windows;
}

} // namespace gateway::providers
