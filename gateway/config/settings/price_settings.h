#pragma once

#include "gateway/core/money.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gateway::config {

/// Prices per million tokens of each kind. Empty: not specified.
struct PriceRates {
    std::optional<double> input;
    std::optional<double> cachedInput;
    std::optional<double> cacheWrite;     ///< for five minutes, or the provider's default lifetime
    std::optional<double> cacheWriteHour; ///< for one hour
    std::optional<double> output;
    std::optional<double> reasoning;
    std::optional<double> audioInput;
    std::optional<double> audioOutput;
    std::optional<double> imageInput;
    std::optional<double> imageOutput;
    std::optional<double> cachedAudioInput;
    std::optional<double> cachedImageInput;
    std::optional<double> explicitCachedInput;

    bool operator==(const PriceRates&) const = default;
};

/// Prices for the whole request if its prompt, including cached tokens, has more than `above` tokens. Unspecified
/// prices are inherited.
struct PriceTier : PriceRates {
    std::int64_t above = 0;

    bool operator==(const PriceTier&) const = default;
};

/// Hours in which all prices are multiplied by `factor`.
struct PriceHours {
    std::vector<std::string> days; ///< "mon" to "sun", the day on which they begin; empty: all
    std::string from = "00:00";
    std::string to = "24:00"; ///< exclusive; before `from`: on the next day
    std::string zone = "UTC"; ///< an IANA name, or "local"
    std::vector<std::string> except; ///< excluded dates in that zone: "2026-10-01", or "2026-10-01..2026-10-07" inclusive
    double factor = 1;

    bool operator==(const PriceHours&) const = default;
};

/// The prices of a model.
struct PriceSettings : PriceRates {
    std::string provider; ///< id; empty: any provider
    std::string model;    ///< upstream name; a trailing "*" matches anything
    Currency currency = Currency::Usd;
    std::vector<PriceTier> tiers; ///< the highest tier that the prompt exceeds applies
    std::vector<PriceHours> hours; ///< the first that contains the end of the answer applies
    std::optional<double> batch;    ///< factor for the provider's service tier of that name
    std::optional<double> flex;     ///< the same
    std::optional<double> priority; ///< the same
    std::optional<double> fast;     ///< the same
    std::optional<double> webSearch; ///< price of a thousand searches, whatever the tier and hour
    std::string date; ///< valid from, or as of, such as "2026-11-01"; may be empty

    bool operator==(const PriceSettings&) const = default;
};

/// How many yuan a dollar is worth.
struct ExchangeRate {
    double usdCny = 0;
    std::string date; ///< "2026-11-20"; may be empty
    std::string source; ///< may be empty

    bool operator==(const ExchangeRate&) const = default;
};

/// Where and how often prices and the exchange rate are refreshed.
struct RefreshSettings {
    std::optional<std::string> pricesUrl; ///< empty: not refreshed
    std::optional<std::string> rateUrl;
    std::string schedule = "off"; ///< off, daily, weekly

    bool operator==(const RefreshSettings&) const = default;
};

} // namespace gateway::config
