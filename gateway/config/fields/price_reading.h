#pragma once

#include "gateway/config/settings/price_settings.h"
#include "gateway/core/json/json.h"
#include "gateway/core/result.h"

#include <vector>

namespace gateway::config {

// Prices outside the configuration, in the same format. Errors: ConfigInvalid, with the path of the first issue. Any
// thread.

Result<PriceSettings> priceFrom(const Json& price);
Result<std::vector<PriceHours>> priceHoursFrom(const Json& list);
Result<ExchangeRate> exchangeRateFrom(const Json& rate);

/// Same format as in the configuration, without fields that are not set.
Json toJson(const PriceSettings& price);
Json toJson(const ExchangeRate& rate);

} // namespace gateway::config
