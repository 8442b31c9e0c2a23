#pragma once

#include "key_meter.h"

#include "gateway/core/json/json.h"
#include "gateway/core/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace gateway::providers {

/// Where a provider tells what is left on a key, and how: fields are paths with dots between names. It has an amount,
/// or quotas.
struct BalanceSource {
    std::string path;   ///< beginning at the host
    std::string list;   ///< of the amounts, one for each currency; empty: there is but one
    std::string amount; ///< text or number; empty: none
    std::string minus;  ///< what is spent of that; empty: nothing is to be taken off
    std::string currency;      ///< "USD" or "CNY"; empty: in `currencyField`
    std::string currencyField;
    double parts = 1; ///< of which the currency's unit has so many
    std::vector<std::string> quotas; ///< each an object, or a list of them
    std::string inner;       ///< object in a quota that has its numbers; empty, or not there: itself
    std::string name;        ///< in the quota; empty: the path of the quotas
    std::string limit;
    std::string remaining;
    std::string usedPercent; ///< where no numbers are told
    std::string reset;       ///< RFC 3339, or a Unix time
};

/// By the catalog. Errors: ConfigInvalid, with what is missing.
Result<BalanceSource> balanceSourceOf(const Json& row);

/// What an answer of that source says.
struct BalanceReading {
    std::vector<Money> balance;
    std::vector<KeyLimit> quotas;
};
/// Errors: UpstreamProtocolError, where it says nothing of the kind.
Result<BalanceReading> readBalance(const BalanceSource& source, std::string_view body);

} // namespace gateway::providers
