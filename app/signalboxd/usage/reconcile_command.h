#pragma once

#include "app/process/command_line.h"
#include "gateway/config/settings/price_settings.h"
#include "gateway/config/settings/provider_settings.h"
#include "gateway/providers/catalog.h"
#include "gateway/usage/reconcile/bill.h"
#include "gateway/usage/reconcile/reconciliation.h"

#include <QString>

#include <iosfwd>
#include <string>

namespace app {

/// A comparison as text, with a line feed at the end: the table has what differs and a line that sums up, CSV and JSON have
/// everything. Pure.
std::string reconciliationText(const gateway::usage::Reconciliation& found, UsageFormat format);

/// What a bill is compared with.
struct ReconcileSources {
    QString dataDir; ///< of the usage database
    gateway::config::ExchangeRate rate;
    const gateway::config::ProviderSettings* provider = nullptr; ///< null: the configuration has none of that name
    const gateway::providers::Catalog* catalog = nullptr; ///< null: there is none
};

/// `signalboxd reconcile`: reads what a provider has exported and prints, day by day, where the usage database differs, in money by
/// the rate where the currencies do. Returns the exit status: 0 also where there are differences; what is wrong, or odd, goes to
/// `err`.
int printReconciliation(
    const ReconcileRequest& request, UsageFormat format, const ReconcileSources& sources, std::ostream& out, std::ostream& err);

/// What `signalboxd reconcile --help` prints: how to use it, and the columns of the files that it reads.
std::string reconcileHelp();

} // namespace app
