#include "money.h"

namespace gateway {

std::string decimalText(std::int64_t pico)
{
    constexpr std::size_t kLeast = 2; // decimals
    const bool isNegative = pico < 0;
    const std::uint64_t amount = isNegative ? 0 - static_cast<std::uint64_t>(pico) : static_cast<std::uint64_t>(pico);
    std::string decimals = std::to_string(kPicoOfUnit + static_cast<std::int64_t>(amount % kPicoOfUnit)).substr(1);
    while (decimals.size() > kLeast && decimals.back() == '0')
        decimals.pop_back();
    std::string text(isNegative ? "-" : "");
    text += std::to_string(amount / kPicoOfUnit);
    text += '.';
    return text + decimals;
}

std::string toText(const Money& money)
{
    return (money.currency == Currency::Usd ? "$" : "¥") + decimalText(money.pico);
}

} // namespace gateway
