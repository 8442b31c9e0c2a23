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

/// The rows of a report as text in that format, with a line feed at the end. Of tokens, `input` is
/// fresh input alone and `output` is without `reasoning`; costs are exact, each in the currency of its price, and
/// in `prices.currency` by the rate;
/// `unpriced` counts the answers whose cost, or whose whole cost, `unreported` those whose tokens nobody told, `without_details` the requests that
/// are in the sums only; `attempts` and `failed_attempts` are those of the row's own provider, model and key, whoever served in the
/// end. `budgets` stand below, but in CSV; empty: nobody asked for them. Pure but for the time zone.
std::string usageText(const gateway::usage::UsageQuery& query, const gateway::usage::UsageReport& report,
    UsageFormat format, const PriceView& prices = {}, const std::optional<Budgets>& budgets = {});

/// Where the sums are of another time than was asked for, or not as finely known: lines that say so, which the table has below. Pure
/// likewise.
std::string coveredText(const gateway::usage::UsageQuery& query, const gateway::usage::UsageReport& report);

/// `signalboxd usage`: prints the sums of the usage database in `dataDir` to `out`, whether a gateway
/// runs or not. Returns the exit status; what is wrong goes to `err`, as does, of CSV, what `coveredText()` has to say.
int printUsage(const UsageRequest& request, const QString& dataDir, const PriceView& prices, std::ostream& out,
    std::ostream& err);

} // namespace app
