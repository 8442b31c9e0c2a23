#include "yaml_number.h"

#include <charconv>
#include <cmath>
#include <cstdint>

namespace gateway {

namespace {

std::optional<Json> integerIn(std::string_view digits, int base)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number, base);
    return error == std::errc() && end == digits.data() + digits.size() ? std::optional<Json>(number) : std::nullopt;
}

std::optional<Json> decimalIn(std::string_view text)
{
    static constexpr std::string_view kOf = "0123456789+-.eE";
    if (text.find_first_not_of(kOf) != std::string_view::npos || text.find_first_of("0123456789") == std::string_view::npos)
        return std::nullopt;
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number))
        return std::nullopt;
    return Json(number);
}

} // namespace

std::optional<Json> yamlNumber(std::string_view text)
{
    constexpr int kHexadecimal = 16;
    constexpr int kOctal = 8;
    constexpr int kDecimal = 10;
    const std::string_view digits = text.starts_with('+') ? text.substr(1) : text;
    if (auto number = integerIn(digits, kDecimal))
        return number;
    if (text.starts_with("0x"))
        if (auto number = integerIn(digits.substr(2), kHexadecimal))
            return number;
    if (text.starts_with("0o"))
        if (auto number = integerIn(digits.substr(2), kOctal))
            return number;
    return decimalIn(digits);
}

} // namespace gateway
