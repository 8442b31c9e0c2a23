#pragma once

#include "ui/models/usage/usage_span.h"

#include "gateway/config/settings/budget_settings.h"

#include <optional>
#include <vector>

namespace ui::models {

/// A budget that is a line across costs over time.
struct BudgetLine {
    gateway::config::BudgetSettings budget;
    bool isOfParts = false; ///< of each part's own cost; else of what they add up to
};

/// The budget that the costs of `span` can be held against: where it is one whole period, what they add up to; where each
/// of its parts is one, each by itself. A share of a budget is none. Those for one provider or consumer alone are none
/// either, since the costs are of all.
std::optional<BudgetLine> budgetLine(const UsageSpan& span, const std::vector<gateway::config::BudgetSettings>& budgets);

} // namespace ui::models
