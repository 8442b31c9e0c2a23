#pragma once

#include "gateway/config/settings/price_settings.h"
#include "gateway/core/json/json.h"
#include "gateway/core/result.h"

#include <vector>

namespace gateway::config {

// Prices outside of the configuration, in its words. Errors: ConfigInvalid, with the path of the first fault. Any thread.

Result<PriceSettings> priceFrom(const Json& price);
Result<std::vector<PriceHours>> priceHoursFrom(const Json& list);
Result<ExchangeRate> exchangeRateFrom(const Json& rate);

/// As it would stand there; without what it does not say.
Json toJson(const PriceSettings& price);
Json toJson(const ExchangeRate& rate);

} // namespace gateway::config
