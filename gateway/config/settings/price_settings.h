#pragma once

#include "gateway/core/money.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gateway::config {

/// Amounts for a million tokens of a kind. Empty: not said.
struct PriceRates {
    std::optional<double> input;
    std::optional<double> cachedInput;
    std::optional<double> cacheWrite;     ///< for five minutes, or as long as the provider likes
    std::optional<double> cacheWriteHour; ///< for an hour
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

/// What holds for a whole request whose prompt has more tokens, cached ones among them, than `above`. What it does not
/// say is as without it.
struct PriceTier : PriceRates {
    std::int64_t above = 0;

    bool operator==(const PriceTier&) const = default;
};

/// Hours in which everything costs `factor` times as much.
struct PriceHours {
    std::vector<std::string> days; ///< "mon" to "sun", on which they begin; empty: all
    std::string from = "00:00";
    std::string to = "24:00"; ///< not included; before `from`: on the next day
    std::string zone = "UTC"; ///< an IANA name, or "local"
    std::vector<std::string> except; ///< days there without them: "2026-10-01", or "2026-10-01..2026-10-07" with both ends
    double factor = 1;

    bool operator==(const PriceHours&) const = default;
};

/// What a model costs.
struct PriceSettings : PriceRates {
    std::string provider; ///< id; empty: at any
    std::string model;    ///< as it is called upstream; "*" at the end stands for anything
    Currency currency = Currency::Usd;
    std::vector<PriceTier> tiers; ///< the highest that the prompt is above counts
    std::vector<PriceHours> hours; ///< the first that holds when the answer ends counts
    std::optional<double> batch;    ///< times as much, in the provider's service tier of that name
    std::optional<double> flex;     ///< likewise
    std::optional<double> priority; ///< likewise
    std::optional<double> fast;     ///< likewise
    std::optional<double> webSearch; ///< an amount for a thousand searches, whatever the tier and the hour
    std::string date; ///< since when, or of which day, such as "2026-11-01"; may be empty

    bool operator==(const PriceSettings&) const = default;
};

/// How many yuan a dollar is.
struct ExchangeRate {
    double usdCny = 0;
    std::string date; ///< "2026-11-20"; may be empty
    std::string source; ///< who says so; may be empty

    bool operator==(const ExchangeRate&) const = default;
};

/// Where prices and the rate are asked for anew, and how often.
struct RefreshSettings {
    std::optional<std::string> pricesUrl; ///< empty: nowhere
    std::optional<std::string> rateUrl;
    std::string schedule = "off"; ///< off, daily, weekly

    bool operator==(const RefreshSettings&) const = default;
};

} // namespace gateway::config
