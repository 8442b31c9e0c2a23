#pragma once

#include "gateway/config/fields/place.h"
#include "gateway/config/settings/settings.h"

#include <QDate>

#include <optional>
#include <string>
#include <vector>

namespace gateway::config {

/// Reports prices that can never apply, and dates that are invalid or in the future. `today`: the latest current date
/// anywhere in the world. `providers`: their ids; empty: unknown. `place`: that of `usage`.
void checkPrices(const Settings& settings, QDate today, const std::optional<std::vector<std::string>>& providers, const Place& place);

} // namespace gateway::config
