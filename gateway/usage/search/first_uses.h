#pragma once

#include "ask_thread.h"

#include "gateway/core/clock.h"
#include "gateway/core/result.h"
#include "gateway/usage/rollups/usage_by.h"

#include <QString>

#include <cstddef>
#include <string>
#include <vector>

namespace gateway::usage {

/// Names of all requests before `until` that used tokens, in the order of their first request; "": those without a
/// name. For the first `exact` the order is exact to the millisecond, or the order of writing where the details are
/// deleted; the others are ordered by longer time spans, and within one of these by name. Blocks; any thread. Errors:
/// Io.
Result<std::vector<std::string>> readFirstUses(
    const QString& file, UsageBy by, WallTime until, std::size_t exact, const AskThread::Stop& stop = {});

} // namespace gateway::usage
