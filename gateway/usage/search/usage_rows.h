#pragma once

#include "ask_thread.h"
#include "request_filter.h"

#include "gateway/core/result.h"
#include "gateway/usage/usage_report.h"

#include <QString>

#include <cstdint>
#include <string>
#include <vector>

namespace gateway::usage {

/// Sums of the requests that a filter lets through, over time.
struct UsageRowsQuery {
    RequestFilter filter = {}; ///< its span is not asked: `edges_ms` is
    std::vector<std::int64_t> edges_ms = {}; ///< milliseconds since 1970; a span from each to the next one, ascending
    std::vector<RequestField> by = {}; ///< empty: one line
};

/// The time that half of them took at most, and so on; -1: there was none.
struct Percentiles {
    std::int64_t count = 0;
    Milliseconds p50{-1};
    Milliseconds p95{-1};
    Milliseconds p99{-1};
};

struct UsagePoint {
    Totals totals;
    Percentiles firstToken; ///< of all that came to one
    Percentiles duration; ///< of those that were answered
};

struct UsageRowsLine {
    std::vector<std::string> names; ///< as many as `by`; empty: none
    std::vector<UsagePoint> points; ///< one for each span
    UsagePoint whole;
};

/// Reads every row of the span. Blocks; any thread. Errors: Io, also where there is no file and
/// where `stop` was asked.
Result<std::vector<UsageRowsLine>> readUsageRows(const QString& file, const UsageRowsQuery& query, const AskThread::Stop& stop = {});

} // namespace gateway::usage
