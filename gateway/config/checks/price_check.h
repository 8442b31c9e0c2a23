#pragma once

#include "gateway/config/fields/place.h"
#include "gateway/config/settings/settings.h"

#include <QDate>

namespace gateway::config {

/// Prices that no request ever meets, and days that are none or have not come. `today`: the latest that it is anywhere.
/// `place`: of `usage`.
void checkPrices(const Settings& settings, QDate today, const Place& place);

} // namespace gateway::config
