#pragma once

#include "ui/models/usage/usage_span.h"

#include "gateway/config/settings/budget_settings.h"

#include <optional>
#include <vector>

namespace ui::models {

/// A budget drawn as a line across a chart of costs over time.
struct BudgetLine {
    gateway::config::BudgetSettings budget;
    bool isOfParts = false; ///< applies to the cost of each part; otherwise to the cumulated cost
};

/// The budget to draw for the costs of `span`: if the span is one whole period, for the cumulated cost; if each of its
/// parts is a period, for the cost of each part. Fractions of a budget are not drawn, nor are budgets for a single
/// provider or consumer, since the costs are those of all.
std::optional<BudgetLine> budgetLine(const UsageSpan& span, const std::vector<gateway::config::BudgetSettings>& budgets);

} // namespace ui::models
