#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace gateway {

/// `text.find(word, from)` for a word in quotation marks or the like: it stops at the letter of it that texts have the fewest of.
/// A prompt with code has thousands of quotation marks. Any thread.
inline std::size_t findWord(std::string_view text, std::string_view word, std::size_t from = 0)
{
    constexpr std::string_view kRarestFirst = "qzjx_kvbywgpfmuhdlc";
    const auto rarest = std::ranges::find_if(kRarestFirst, [word](char letter) { return word.find(letter) != std::string_view::npos; });
    if (rarest == kRarestFirst.end())
        return text.find(word, from);
    const std::size_t place = word.find(*rarest);
    for (std::size_t at = text.find(*rarest, from + place); at != std::string_view::npos; at = text.find(*rarest, at + 1))
        if (text.substr(at - place, word.size()) == word)
            return at - place;
    return std::string_view::npos;
}

inline bool holdsWord(std::string_view text, std::string_view word) { return findWord(text, word) != std::string_view::npos; }

} // namespace gateway
