#include "money.h"

#include <cmath>
#include <cstddef>

namespace gateway {

namespace {

constexpr auto kUnit = static_cast<std::uint64_t>(kPicoOfUnit);
constexpr std::uint64_t kCent = kUnit / 100;

std::uint64_t sizeOf(std::int64_t pico) { return pico < 0 ? 0 - static_cast<std::uint64_t>(pico) : static_cast<std::uint64_t>(pico); }

std::string textOf(bool isNegative, std::uint64_t amount)
{
    constexpr std::size_t kLeast = 2; // decimals
    std::string decimals = std::to_string(kUnit + amount % kUnit).substr(1);
    while (decimals.size() > kLeast && decimals.back() == '0')
        decimals.pop_back();
    std::string text(isNegative ? "-" : "");
    text += std::to_string(amount / kUnit);
    text += '.';
    return text + decimals;
}

} // namespace

Money moneyFrom(double units, Currency currency) { return {currency, std::llround(units * static_cast<double>(kPicoOfUnit))}; }

std::string_view signOf(Currency currency) { return currency == Currency::Usd ? "$" : "¥"; }

std::string decimalText(std::int64_t pico) { return textOf(pico < 0, sizeOf(pico)); }

std::string shortText(std::int64_t pico)
{
    constexpr std::uint64_t kTen = 10;
    constexpr std::uint64_t kNearlyCent = kCent - kCent / 200; // two digits would round it to a cent
    const std::uint64_t amount = sizeOf(pico);
    std::uint64_t step = kCent;
    while (amount < kNearlyCent && step > 1 && amount < kTen * step)
        step /= kTen;
    return textOf(pico < 0, (amount + step / 2) / step * step);
}

std::string toText(const Money& money)
{
    return std::string(signOf(money.currency)) + decimalText(money.pico);
}

} // namespace gateway
