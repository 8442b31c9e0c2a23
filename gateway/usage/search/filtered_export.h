#pragma once

#include "ask_thread.h"
#include "request_filter.h"

#include "gateway/usage/ledger/ledger_export.h"

namespace gateway::usage {

/// `exportUsage()` of the requests that match a filter, oldest first. Blocks: for a separate thread. `watch` is also
/// called while nothing is found; `all` is 0 if counting takes more than 0.2 s. Errors: as there.
Result<std::int64_t> exportRequests(
    const QString& file, const RequestFilter& filter, ExportFormat format, const ExportSink& sink, const ExportWatch& watch);

} // namespace gateway::usage
