#pragma once

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
    /// From 0 to `kOther`.
    int of(const std::string& name) const;

private:
    std::map<std::string, int> m_known;
};

} // namespace ui::models
