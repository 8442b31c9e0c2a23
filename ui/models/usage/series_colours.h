#pragma once

#include "chart_series.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace ui::models {

/// Assigns series of the palette to the names that are shown and used tokens. The first seven names ever used keep
/// theirs; if there are more than seven at once, those with the fewest tokens are "Other".
class SeriesColours {
public:
    /// Also for names without usage.
    static constexpr int kOther = 7;

    SeriesColours() = default;
    /// `firstUsed`: all names in the order of first use; missing ones come last, in the order of the lines.
    SeriesColours(const std::vector<std::string>& firstUsed, const std::vector<UsageLine>& lines);

    /// From 0 to `kOther`.
    int of(const std::string& name) const;

private:
    std::map<std::string, int> m_known;
};

} // namespace ui::models
