#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace gateway {

/// `text` with A to Z in lower case; every other byte as it is. What protocols mean
/// by "case-insensitive". Source: RFC 9110 §5.6.2.
inline std::string asciiLower(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

} // namespace gateway
