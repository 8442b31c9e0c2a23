#pragma once

#include "gateway/config/settings/price_settings.h"
#include "gateway/core/text/sentence.h"

#include <cstddef>
#include <string>

namespace gateway::host {

/// Where prices and the exchange rate are from, for those who show amounts. A value.
struct PriceStatus {
    std::string listSource; ///< of the list that was fetched: "models.dev"; empty: none was, the built-in ones hold
    std::string listDate;   ///< "2026-11-22"
    std::size_t listed = 0; ///< prices in it
    std::string builtInDate; ///< of the built-in prices
    config::ExchangeRate rate; ///< in force
    Sentence problem; ///< of the last time that they were asked for; empty: none

    bool operator==(const PriceStatus&) const = default;
};

} // namespace gateway::host
