#pragma once

#include "price_view.h"

#include "app/process/usage_request.h"
#include "gateway/core/clock.h"
#include "gateway/usage/budgets/budget_state.h"
#include "gateway/usage/usage_report.h"

#include <QString>

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace app {

using Budgets = std::vector<gateway::usage::BudgetState>;

/// The rows of a report as text in a format, with a line feed at the end. `input` counts only uncached input tokens,
/// and `output` excludes `reasoning`; costs are exact, each in the currency of its price, and also converted to
/// `prices.currency`. `unpriced` counts answers with an unknown or incomplete cost, `unreported` those with unknown
/// tokens, `without_details` requests that are only in the sums; `attempts` and `failed_attempts` are those of the
/// row's own provider, model and key, whoever served in the end. `budgets` are printed below, except in CSV; empty: not
/// requested. Pure apart from the time zone.
std::string usageText(const gateway::usage::UsageQuery& query, const gateway::usage::UsageReport& report,
    UsageFormat format, const PriceView& prices = {}, const std::optional<Budgets>& budgets = {});

/// Lines that say where the sums cover another time than requested, or are known less precisely; the table prints them
/// below. Pure apart from the time zone.
std::string coveredText(const gateway::usage::UsageQuery& query, const gateway::usage::UsageReport& report);

/// `signalboxd usage`: prints the sums from the usage database in `dataDir` to `out`, whether a gateway is running or
/// not. Returns the exit status; errors go to `err`, and for CSV also the output of `coveredText()`.
int printUsage(const UsageRequest& request, const QString& dataDir, const PriceView& prices, std::ostream& out,
    std::ostream& err);

} // namespace app
