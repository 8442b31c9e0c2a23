#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace gateway {

enum class Currency { Usd, Cny };
/// As ISO 4217 and the ledger have them.
inline constexpr std::array<std::string_view, 2> kCurrencyNames{"USD", "CNY"};

/// In units of a currency, of what `Money` counts.
inline constexpr std::int64_t kPicoOfUnit = 1'000'000'000'000;

/// An amount of one currency in millionths of a millionth of its unit, so that the price of one
/// token is whole: the cheapest of today cost some thousands of these.
struct Money {
    Currency currency = Currency::Usd;
    std::int64_t pico = 0;

    bool operator==(const Money&) const = default;
};

/// An amount in units, exact: "0.00", "12.5034". At least two decimals.
std::string decimalText(std::int64_t pico);
/// To the cent, and below one to two digits: "12.50", "0.05", "0.00042". What is not 0 never looks so.
std::string shortText(std::int64_t pico);
/// With its currency: "$0.0125", "¥3.40".
std::string toText(const Money& money);

} // namespace gateway
