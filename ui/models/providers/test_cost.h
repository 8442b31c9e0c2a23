#pragma once

#include "provider_list_model.h"

#include "gateway/core/money.h"

#include "ui/models/gateway_parts.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace ui::models {

/// What a test of the provider in `row` may cost: the question and the longest answer, by the price in force. Empty: nobody knows.
/// Main thread.
std::optional<gateway::Money> testCost(const ProviderListModel& providers, const GatewayParts<Providers>& access, int row, gateway::WallTime now);

/// What a test of all providers would ask, and what that may cost.
struct TestCosts {
    std::vector<int> rows; ///< that are asked: enabled, ready and not being tested
    std::vector<gateway::Money> sums; ///< one for each currency, those of nothing among them; at least one
    QStringList unpriced; ///< names of those whose test has no known price
};
TestCosts testCosts(const ProviderListModel& providers, const GatewayParts<Providers>& access, gateway::WallTime now);

} // namespace ui::models
