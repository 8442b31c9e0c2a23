#include "series_colours.h"

#include <algorithm>
#include <set>
#include <utility>

namespace ui::models {

void SeriesColours::learn(const std::vector<std::string>& names)
{
    for (const std::string& name : names) m_known.emplace(name, static_cast<int>(m_known.size()));
}

SeriesColours SeriesColours::byFirstUse(const std::vector<UsageLine>& lines)
{
    std::set<std::pair<std::ptrdiff_t, std::string>> firsts;
    for (const UsageLine& line : lines)
        firsts.emplace(std::ranges::find_if(line.points, [](const UsageSums& sums) { return sums.totals.exchanges > 0; }) - line.points.begin(), line.name);
    std::vector<std::string> names;
    names.reserve(firsts.size());
    for (const auto& [part, name] : firsts) names.push_back(name);
    SeriesColours colours;
    colours.learn(names);
    return colours;
}

int SeriesColours::of(const std::string& name) const
{
    const auto found = m_known.find(name);
    return found == m_known.end() ? kOther : std::min(found->second, kOther);
}

} // namespace ui::models
