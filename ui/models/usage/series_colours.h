#pragma once

#include "chart_series.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace ui::models {

/// Which series of the palette each name has of those that are shown and used tokens. The first seven that ever did never change
/// theirs; of more than seven at once, those with the least tokens are "Other".
class SeriesColours {
public:
    /// Also that of what used nothing.
    static constexpr int kOther = 7;

    SeriesColours() = default;
    /// `firstUsed`: all names in the order in which they were first used; what is not among them comes last, in the order of the lines.
    SeriesColours(const std::vector<std::string>& firstUsed, const std::vector<UsageLine>& lines);

    /// From 0 to `kOther`.
    int of(const std::string& name) const;

private:
    std::map<std::string, int> m_known;
};

} // namespace ui::models
