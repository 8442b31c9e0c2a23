#include "series_colours.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace ui::models {

namespace {

/// Its own colour, unless another shown name has it.
int colourOf(std::size_t place, std::array<bool, SeriesColours::kOther>& taken)
{
    std::size_t colour = place % taken.size();
    while (taken[colour]) colour = (colour + 1) % taken.size();
    taken[colour] = true;
    return static_cast<int>(colour);
}

} // namespace

SeriesColours::SeriesColours(const std::vector<std::string>& firstUsed, const std::vector<UsageLine>& lines)
{
    struct Shown {
        std::string name;
        std::int64_t tokens = 0; ///< at all of its providers
        std::size_t place = 0;   ///< in the order of first use
    };
    std::vector<Shown> shown;
    std::size_t next = firstUsed.size();
    for (const UsageLine& line : lines) {
        if (line.whole.tokens() <= 0) continue;
        if (const auto known = std::ranges::find(shown, line.name, &Shown::name); known != shown.end()) {
            known->tokens += line.whole.tokens();
            continue;
        }
        const auto found = std::ranges::find(firstUsed, line.name);
        shown.push_back({line.name, line.whole.tokens(), found == firstUsed.end() ? next++ : static_cast<std::size_t>(found - firstUsed.begin())});
    }
    std::ranges::sort(shown, [](const Shown& a, const Shown& b) { return a.tokens != b.tokens ? a.tokens > b.tokens : a.place < b.place; });
    if (shown.size() > kOther) shown.resize(kOther);
    std::ranges::sort(shown, {}, &Shown::place);
    std::array<bool, kOther> taken{};
    for (const Shown& one : shown) m_known.emplace(one.name, colourOf(one.place, taken));
}

int SeriesColours::of(const std::string& name) const
{
    const auto found = m_known.find(name);
    return found == m_known.end() ? kOther : found->second;
}

} // namespace ui::models
