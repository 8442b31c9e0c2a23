#pragma once

#include "app/process/usage_request.h"
#include "gateway/core/clock.h"

#include <QString>

#include <iosfwd>

namespace app {

/// `signalboxd usage export`: prints the exchanges of the usage database in `dataDir` one by one to `out`, or into
/// the file that is asked for, which is there once all of it is. Whether a gateway runs or not. Returns the exit
/// status; what is wrong goes to `err`.
int printExchanges(const UsageRequest& request, const QString& dataDir, gateway::WallTime now, std::ostream& out,
    std::ostream& err);

/// `signalboxd usage vacuum`: likewise; says what it gained.
int vacuumLedger(const QString& dataDir, std::ostream& out, std::ostream& err);

} // namespace app
