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

/// A comparison as text, with a line feed at the end: the table has the differences and a summary, CSV and JSON have
/// everything. Pure.
std::string reconciliationText(const gateway::usage::Reconciliation& found, UsageFormat format);

/// Inputs of a comparison.
struct ReconcileSources {
    QString dataDir; ///< with the usage database
    gateway::config::ExchangeRate rate;
    const gateway::config::ProviderSettings* provider = nullptr; ///< null: not in the configuration
    const gateway::providers::Catalog* catalog = nullptr; ///< null: not available
};

/// `signalboxd reconcile`: reads what a provider has exported and prints the differences to the usage database by day,
/// with amounts converted by the rate if the currencies differ. Returns the exit status: 0 also if there are
/// differences; errors and warnings go to `err`.
int printReconciliation(
    const ReconcileRequest& request, UsageFormat format, const ReconcileSources& sources, std::ostream& out, std::ostream& err);

/// The output of `signalboxd reconcile --help`: usage, and the columns of supported files.
std::string reconcileHelp();

} // namespace app
