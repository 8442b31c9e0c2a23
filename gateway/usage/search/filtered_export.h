#pragma once

#include "ask_thread.h"
#include "request_filter.h"

#include "gateway/usage/ledger/ledger_export.h"

namespace gateway::usage {

/// `exportUsage()` of what a filter lets through, the oldest first. Blocks: for a thread of its own. `watch` is told also
/// while nothing is found; `all` is 0 where counting them takes more than 0.2 s. Errors: as there.
Result<std::int64_t> exportRequests(
    const QString& file, const RequestFilter& filter, ExportFormat format, const ExportSink& sink, const ExportWatch& watch);

} // namespace gateway::usage
