#pragma once

#include "usage_series.h"

#include <map>
#include <string>
#include <vector>

namespace ui::models {

/// Which series of the palette a name has: in the order in which they were first seen, so that
/// a model never changes its colour while others come and go.
class SeriesColours {
public:
    /// The eighth and later ones are "Other".
    static constexpr int kOther = 7;

    /// Those that are new take the next ones, in this order.
    void learn(const std::vector<std::string>& names);
    /// Those of the lines, by the part in which each was used first; of one part by their names: amounts change, and none changes its colour.
    static SeriesColours byFirstUse(const std::vector<UsageLine>& lines);
    /// From 0 to `kOther`.
    int of(const std::string& name) const;

private:
    std::map<std::string, int> m_known;
};

} // namespace ui::models
