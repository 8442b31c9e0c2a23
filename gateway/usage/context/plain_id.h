#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace gateway::usage {

/// Of ids that others gave; longer ones are no ids.
inline constexpr std::size_t kLongestId = 128;

/// An id that somebody else gave, if it is one: printable ASCII, no longer than `kLongestId`; else empty.
constexpr std::string_view plainId(std::string_view text)
{
    const auto isPlain = [](char c) { return c >= ' ' && c <= '~'; };
    return text.size() <= kLongestId && std::all_of(text.begin(), text.end(), isPlain) ? text : std::string_view();
}

} // namespace gateway::usage
