#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace gateway {

/// `text.find(part, from)` for a quoted name or similar: searches for its rarest letter. A prompt with code has
/// thousands of quotation marks. Any thread.
inline std::size_t findByRarestLetter(std::string_view text, std::string_view part, std::size_t from = 0)
{
    constexpr std::string_view kRarestFirst = "qzjx_kvbywgpfmuhdlc";
    const auto rarest = std::ranges::find_if(kRarestFirst, [part](char letter) { return part.find(letter) != std::string_view::npos; });
    if (rarest == kRarestFirst.end())
        return text.find(part, from);
    const std::size_t place = part.find(*rarest);
    for (std::size_t at = text.find(*rarest, from + place); at != std::string_view::npos; at = text.find(*rarest, at + 1))
        if (text.substr(at - place, part.size()) == part)
            return at - place;
    return std::string_view::npos;
}

/// Whether `text` contains `part`, also within a longer word.
inline bool holdsText(std::string_view text, std::string_view part) { return findByRarestLetter(text, part) != std::string_view::npos; }

} // namespace gateway
