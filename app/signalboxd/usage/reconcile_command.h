#pragma once

#include "app/process/command_line.h"
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
/// differs. Returns the exit status: 0 also where there are differences; what is wrong goes to `err`.
int printReconciliation(const ReconcileRequest& request, UsageFormat format, const QString& dataDir, std::ostream& out, std::ostream& err);

} // namespace app
