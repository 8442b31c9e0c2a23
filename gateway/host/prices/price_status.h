#pragma once

#include "gateway/config/settings/price_settings.h"
#include "gateway/core/text/sentence.h"

#include <cstddef>
#include <string>

namespace gateway::host {

/// The sources of prices and the exchange rate, shown next to amounts. A value.
struct PriceStatus {
    std::string listSource; ///< source of the fetched list: "models.dev"; empty: none, the built-in prices apply
    std::string listDate;   ///< "2026-11-22"
    std::size_t listed = 0; ///< number of prices in it
    std::string builtInDate; ///< of the built-in prices
    config::ExchangeRate rate; ///< in force
    Sentence problem; ///< of the last refresh; empty: none

    bool operator==(const PriceStatus&) const = default;
};

} // namespace gateway::host
