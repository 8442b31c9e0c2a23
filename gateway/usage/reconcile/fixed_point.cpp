#include "fixed_point.h"

#include "gateway/core/text/ascii.h"

#include <charconv>
#include <string>

namespace gateway::usage {

namespace {

constexpr int kMostExponent = 30;
constexpr std::size_t kGroup = 3; // digits between commas
constexpr std::size_t kMostDigits = 18; // always fit into 64 bits

/// Takes the digits at the front of `text`.
std::string takeDigits(std::string_view& text)
{
    std::string digits;
    while (!text.empty() && isDigit(text.front())) {
        digits += text.front();
        text.remove_prefix(1);
    }
    return digits;
}

/// The exponent after the digits; empty: invalid.
std::optional<int> exponentIn(std::string_view text)
{
    if (text.empty())
        return 0;
    if (text.front() != 'e' && text.front() != 'E')
        return {};
    text.remove_prefix(text.size() > 1 && text[1] == '+' ? 2 : 1);
    int exponent = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), exponent);
    const bool isWhole = read.ec == std::errc() && read.ptr == text.data() + text.size();
    return isWhole && exponent >= -kMostExponent && exponent <= kMostExponent ? std::optional(exponent) : std::nullopt;
}

} // namespace

std::optional<std::int64_t> fixedPoint(std::string_view text, int decimals)
{
    const bool isNegative = text.starts_with('-');
    if (isNegative)
        text.remove_prefix(1);
    std::string digits = takeDigits(text);
    std::size_t behind = 0;
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        const std::string fraction = takeDigits(text);
        behind = fraction.size();
        digits += fraction;
    }
    const auto exponent = exponentIn(text);
    if (digits.empty() || !exponent)
        return {};
    const auto shift = static_cast<std::ptrdiff_t>(decimals) + *exponent - static_cast<std::ptrdiff_t>(behind);
    bool roundsUp = false;
    if (shift >= 0) {
        digits.append(static_cast<std::size_t>(shift), '0');
    } else {
        const auto cut = static_cast<std::size_t>(-shift);
        digits.insert(0, cut > digits.size() ? cut - digits.size() : 0, '0');
        roundsUp = digits[digits.size() - cut] >= '5';
        digits.resize(digits.size() - cut);
    }
    digits.erase(0, digits.find_first_not_of('0'));
    if (digits.size() > kMostDigits)
        return {};
    std::int64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    value += roundsUp ? 1 : 0;
    return isNegative ? -value : value;
}

std::optional<std::int64_t> groupedFixedPoint(std::string_view text, int decimals)
{
    const std::string_view sign = text.substr(0, text.starts_with('-') ? 1 : 0);
    std::string_view rest = text.substr(sign.size());
    if (rest.find(',') == std::string_view::npos)
        return fixedPoint(text, decimals);
    std::string digits = takeDigits(rest);
    if (digits.empty() || digits.size() > kGroup || digits.front() == '0')
        return {};
    while (rest.starts_with(',')) {
        rest.remove_prefix(1);
        const std::string group = takeDigits(rest);
        if (group.size() != kGroup)
            return {};
        digits += group;
    }
    return fixedPoint(std::string(sign) + digits + std::string(rest), decimals);
}

} // namespace gateway::usage
