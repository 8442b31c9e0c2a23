#include "series_colours.h"

#include <algorithm>

namespace ui::models {

void SeriesColours::learn(const std::vector<std::string>& names)
{
    for (const std::string& name : names) m_known.emplace(name, static_cast<int>(m_known.size()));
}

int SeriesColours::of(const std::string& name) const
{
    const auto found = m_known.find(name);
    return found == m_known.end() ? kOther : std::min(found->second, kOther);
}

} // namespace ui::models
