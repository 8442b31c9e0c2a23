#pragma once

#include "provider_list_model.h"

#include "gateway/core/money.h"

#include "ui/models/gateway_parts.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace ui::models {

/// The maximum cost of testing the provider in `row`: the question and the longest answer, at the current price. Empty:
/// unknown. Main thread.
std::optional<gateway::Money> testCost(const ProviderListModel& providers, const GatewayParts<Providers>& access, int row, gateway::WallTime now);

/// The extent and maximum cost of testing all providers.
struct TestCosts {
    std::vector<int> rows; ///< to be tested: enabled, ready and not being tested
    std::vector<gateway::Money> sums; ///< one for each currency, including zero sums; at least one
    QStringList unpriced; ///< names of providers whose test has no known price
};
TestCosts testCosts(const ProviderListModel& providers, const GatewayParts<Providers>& access, gateway::WallTime now);

} // namespace ui::models
