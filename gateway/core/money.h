#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace gateway {

enum class Currency { Usd, Cny };
/// Codes from ISO 4217, also used in the ledger.
inline constexpr std::array<std::string_view, 2> kCurrencyNames{"USD", "CNY"};

/// `Money` units in one unit of a currency.
inline constexpr std::int64_t kPicoOfUnit = 1'000'000'000'000;

/// An amount in one currency, in 10^-12 of its unit, so that the price of one token is an integer: today's cheapest
/// costs some thousands of these.
struct Money {
    Currency currency = Currency::Usd;
    std::int64_t pico = 0;

    bool operator==(const Money&) const = default;
};

/// An amount in units of a currency, rounded to the precision of `Money`.
Money moneyFrom(double units, Currency currency);
/// "$" or "¥".
std::string_view signOf(Currency currency);

/// The exact amount in currency units: "0.00", "12.5034". At least two decimals.
std::string decimalText(std::int64_t pico);
/// Rounded to cents, and below one unit to two significant digits: "12.50", "0.05", "0.00042". Never shows 0 for a
/// different amount.
std::string shortText(std::int64_t pico);
/// With the currency sign: "$0.0125", "¥3.40".
std::string toText(const Money& money);

} // namespace gateway
