#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace gateway::usage {

/// Limit for ids from outside; longer ones are rejected.
inline constexpr std::size_t kLongestId = 128;

/// `text` if it is a valid id from outside: printable ASCII, no longer than `kLongestId`; otherwise empty.
constexpr std::string_view plainId(std::string_view text)
{
    const auto isPlain = [](char c) { return c >= ' ' && c <= '~'; };
    return text.size() <= kLongestId && std::all_of(text.begin(), text.end(), isPlain) ? text : std::string_view();
}

} // namespace gateway::usage
