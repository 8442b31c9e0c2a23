#pragma once

#include "gateway/config/settings/settings.h"
#include "gateway/core/clock.h"
#include "gateway/policy/limits/limit_report.h"

#include <QString>

#include <iosfwd>
#include <string>
#include <vector>

namespace app {

/// Options of `signalboxd limits`.
struct LimitsOrder {
    const gateway::config::Settings& settings;
    QString dataDir;
    double usdCny = 1; ///< exchange rate
    bool asJson = false;
};

/// Reports as a table, with a line feed at the end. Pure apart from the time zone.
std::string limitsText(const std::vector<gateway::policy::LimitReport>& reports, gateway::WallTime now);

/// `signalboxd limits`: prints what is used of each limit, from the ledger, whether a gateway is running or not; and
/// what its requests in flight reserve. Returns the exit status; errors go to `err`.
int printLimits(const LimitsOrder& order, std::ostream& out, std::ostream& err);

/// `signalboxd limits check`: prints for each limit how many of the requests since then it would have refused.
int printLimitChecks(const LimitsOrder& order, gateway::WallTime since, std::ostream& out, std::ostream& err);

} // namespace app
