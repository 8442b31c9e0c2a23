#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

// Case-insensitivity and white space as defined in protocols: ASCII only, all other bytes unchanged. Source: RFC 9110
// §5.6.2, §5.6.3.

namespace gateway {

constexpr char asciiLower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// `text` with A to Z in lower case.
inline std::string asciiLower(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return asciiLower(c); });
    return lower;
}

/// Whether it contains only spaces, tabs and line breaks.
constexpr bool isBlank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

/// Ignores ASCII case.
constexpr bool equalsIgnoringCase(std::string_view a, std::string_view b)
{
    return a.size() == b.size()
        && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return x == y || asciiLower(x) == asciiLower(y); });
}

/// Whether `text` begins with `prefix`, ignoring case.
inline bool startsIgnoringCase(std::string_view text, std::string_view prefix)
{
    return equalsIgnoringCase(text.substr(0, prefix.size()), prefix);
}

/// The set of letters, digits and the characters in `also`.
constexpr std::array<bool, 256> asciiSet(std::string_view also)
{
    std::array<bool, 256> set{};
    for (unsigned c = 0; c < 128; ++c)
        set[c] = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    for (const char c : also)
        set[static_cast<unsigned char>(c)] = true;
    return set;
}

/// A bit derived from the length and the first letter of a name, ignoring case: few names share one.
constexpr std::uint64_t nameMark(std::string_view name)
{
    constexpr unsigned kCaseBit = 0x20;
    const unsigned first = name.empty() ? 0 : static_cast<unsigned char>(name.front()) | kCaseBit;
    return std::uint64_t{1} << (name.size() + first) % 64;
}

/// A fixed set of names with case-insensitive lookup.
template <std::size_t Count> class NameSet {
public:
    template <class... Names> constexpr explicit NameSet(Names... names) : m_names{names...}, m_marks((nameMark(names) | ...)) { }

    constexpr bool holds(std::string_view name) const
    {
        return (m_marks & nameMark(name)) != 0
            && std::any_of(m_names.begin(), m_names.end(), [name](std::string_view each) { return equalsIgnoringCase(each, name); });
    }

private:
    std::array<std::string_view, Count> m_names;
    std::uint64_t m_marks;
};
template <class... Names> NameSet(Names...) -> NameSet<sizeof...(Names)>;

/// Control characters, which header values and chunk extensions must not contain. Source: RFC 9110 §5.5.
constexpr bool isControl(char c) { return (c >= 0 && c < ' ' && c != '\t') || c == '\x7f'; }

/// Removes leading and trailing `blanks`.
constexpr std::string_view trimmed(std::string_view text, std::string_view blanks = " \t")
{
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

/// The length of a byte order mark at the beginning of `text`; 0 if there is none. JSON parsers may skip one, event
/// stream parsers do. Source: RFC 8259 §8.1; WHATWG HTML, "Server-sent events".
inline std::size_t byteOrderMark(std::string_view text)
{
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    return text.starts_with(kMark) ? kMark.size() : 0;
}

/// Whether `text` looks like UTF-16, as saved by some editors: by its byte order mark, or because every other byte at
/// the start is zero.
inline bool isUtf16(std::string_view text)
{
    const auto isZero = [&](std::size_t i) { return text[i] == '\0'; };
    return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")
        || (text.size() >= 4 && isZero(0) != isZero(1) && isZero(2) == isZero(0) && isZero(3) == isZero(1));
}

} // namespace gateway
