#pragma once

#include "gateway/config/fields/place.h"
#include "gateway/config/settings/settings.h"

#include <QDate>

#include <optional>
#include <string>
#include <vector>

namespace gateway::config {

/// Prices that no request ever meets, and days that are none or have not come. `today`: the latest that it is anywhere.
/// `providers`: their ids; empty: they are not known. `place`: of `usage`.
void checkPrices(const Settings& settings, QDate today, const std::optional<std::vector<std::string>>& providers, const Place& place);

} // namespace gateway::config
