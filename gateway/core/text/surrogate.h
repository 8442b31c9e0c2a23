#pragma once

#include <charconv>
#include <cstddef>
#include <string_view>
#include <system_error>

namespace gateway {

// JSON writes characters beyond U+FFFF as two escapes, a high and a low surrogate: "\ud83d\ude00".
// Source: RFC 8259 §7.

inline constexpr std::size_t kUnitEscape = 6; ///< length of an escape

/// The surrogate whose escape is at `at`; 0: none.
inline unsigned surrogateAt(std::string_view json, std::size_t at)
{
    unsigned unit = 0;
    if (json.size() < at + kUnitEscape || json[at] != '\\' || json[at + 1] != 'u' || (json[at + 2] | 0x20) != 'd')
        return 0;
    const char* const last = json.data() + at + kUnitEscape;
    const auto [end, failed] = std::from_chars(json.data() + at + 2, last, unit, 16);
    return failed == std::errc() && end == last && (unit & 0xf800) == 0xd800 ? unit : 0;
}

/// Whether the escapes of a complete surrogate pair are at `at`.
inline bool isSurrogatePair(std::string_view json, std::size_t at)
{
    constexpr unsigned kLow = 0xdc00; // first of the low ones
    const unsigned high = surrogateAt(json, at);
    return high != 0 && high < kLow && surrogateAt(json, at + kUnitEscape) >= kLow;
}

} // namespace gateway
