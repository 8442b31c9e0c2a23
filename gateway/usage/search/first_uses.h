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

/// The names of all requests before `until` that used tokens, in the order in which the first of these began; "": those that have none.
/// Of the first `exact` this is so to the millisecond, or in the order in which they were written where the details are gone;
/// the others are in the order of longer times, and of one of these by name. Blocks; any thread. Errors: Io.
Result<std::vector<std::string>> readFirstUses(
    const QString& file, UsageBy by, WallTime until, std::size_t exact, const AskThread::Stop& stop = {});

} // namespace gateway::usage
