#pragma once

#include "app/process/usage_request.h"
#include "gateway/core/clock.h"

#include <QString>

#include <iosfwd>

namespace app {

/// `signalboxd usage export`: prints the exchanges in the usage database in `dataDir` one by one to `out`, or into the
/// requested file, which appears only when it is complete. Works whether a gateway is running or not. Returns the exit
/// status; errors go to `err`.
int printExchanges(const UsageRequest& request, const QString& dataDir, gateway::WallTime now, std::ostream& out,
    std::ostream& err);

/// `signalboxd usage vacuum`: works in the same way; prints the space gained.
int vacuumLedger(const QString& dataDir, std::ostream& out, std::ostream& err);

} // namespace app
