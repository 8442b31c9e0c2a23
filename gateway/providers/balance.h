#pragma once

#include "key_meter.h"

#include "gateway/core/json/json.h"
#include "gateway/core/result.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::providers {

/// Where and how a provider reports what is left on a key; fields are paths with dots between names. A source has an
/// amount, or quotas.
struct BalanceSource {
    std::string path;   ///< from the root of the host
    std::string list;   ///< list of amounts, one for each currency; empty: a single amount
    std::string amount; ///< string or number; empty: none
    std::string minus;  ///< spent amount to subtract; empty: none
    std::string currency;      ///< "USD" or "CNY"; empty: taken from `currencyField`
    std::string currencyField;
    double parts = 1; ///< number of these units in one unit of the currency
    std::vector<std::string> quotas; ///< each an object, or a list of objects
    std::string inner;       ///< object within a quota that has its numbers; empty or missing: the quota itself
    std::string name;        ///< field of the quota; empty: the path of the quotas
    std::string limit;
    std::string remaining;
    std::string usedPercent; ///< used if there are no numbers
    std::string reset;       ///< RFC 3339 or Unix time
    std::string window;      ///< length of its window, in `windowUnit`; empty: not reported
    std::string windowUnit;  ///< contains "minute", "hour", "day", "week" or "month", or is one of `windowUnits`
    std::vector<std::pair<std::string, std::string>> windowUnits; ///< units in the provider's own code, and their words
};

/// Reads it from the catalog. Errors: ConfigInvalid, naming what is missing.
Result<BalanceSource> balanceSourceOf(const Json& row);

/// The content of such a response.
struct BalanceReading {
    std::vector<Money> balance;
    std::vector<KeyLimit> quotas;
};
/// Errors: UpstreamProtocolError if the response has none of the expected fields.
Result<BalanceReading> readBalance(const BalanceSource& source, std::string_view body);

} // namespace gateway::providers
