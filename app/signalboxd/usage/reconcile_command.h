#pragma once

#include "app/process/command_line.h"
#include "gateway/config/settings/price_settings.h"
#include "gateway/usage/reconcile/bill.h"
#include "gateway/usage/reconcile/reconciliation.h"

#include <QString>

#include <iosfwd>
#include <string>

namespace app {

/// A comparison as text, with a line feed at the end: the table has what differs and a line that sums up, CSV and JSON have
/// everything. Pure.
std::string reconciliationText(const gateway::usage::Reconciliation& found, UsageFormat format);

/// `signalboxd reconcile`: reads what a provider has exported and prints, day by day, where the usage database in `dataDir`
/// differs, in money by `rate` where the currencies do. Returns the exit status: 0 also where there are differences; what is
/// wrong goes to `err`.
int printReconciliation(const ReconcileRequest& request, UsageFormat format, const QString& dataDir,
    const gateway::config::ExchangeRate& rate, std::ostream& out, std::ostream& err);

/// What `signalboxd reconcile --help` prints: how to use it, and the columns of the files that it reads.
std::string reconcileHelp();

} // namespace app
