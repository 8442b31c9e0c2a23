#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace gateway {

/// `text.find(part, from)` for JSON as written: looks for the last two characters of `part` first. Those of a quoted
/// name, a letter and a quotation mark, are next to each other only at the end of a string, since a prompt's own
/// quotation marks are escaped. Any thread.
inline std::size_t findByEnd(std::string_view text, std::string_view part, std::size_t from = 0)
{
    constexpr std::size_t kBlock = 128; // of which the compiler compares many characters at once
    if (part.size() < 2)
        return text.find(part, from);
    const std::size_t lead = part.size() - 2;
    const char first = part[lead];
    const char second = part[lead + 1];
    for (std::size_t begin = lead + std::min(from, text.size()); begin + 1 < text.size(); begin += kBlock) {
        const char* const block = text.data() + begin;
        const std::size_t size = std::min(kBlock, text.size() - begin - 1);
        unsigned char found = 0;
        for (std::size_t i = 0; i < size; ++i)
            found = static_cast<unsigned char>(found | ((block[i] == first) & (block[i + 1] == second)));
        for (std::size_t i = 0; found != 0 && i < size; ++i)
            if (block[i] == first && block[i + 1] == second && text.substr(begin + i - lead, part.size()) == part)
                return begin + i - lead;
    }
    return std::string_view::npos;
}

/// Whether `text` contains `part`, also within a longer word.
inline bool holdsText(std::string_view text, std::string_view part) { return findByEnd(text, part) != std::string_view::npos; }

} // namespace gateway
