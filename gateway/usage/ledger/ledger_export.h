#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/result.h"
#include "gateway/usage/record.h"
#include "gateway/usage/usage_report.h"

#include <QString>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::usage {

enum class ExportFormat {
    Csv, ///< RFC 4180 with a header; earlier attempts as JSON in the last column
    JsonLines, ///< one object per line, with all attempts
};

/// Exchanges that began in [from, to), oldest first.
struct ExportQuery {
    WallTime from{};
    WallTime to{};
    ExportFormat format = ExportFormat::Csv;
};

/// Progress in exchanges. `all` is the number at the beginning.
struct ExportProgress {
    std::int64_t done = 0;
    std::int64_t all = 0;
};

/// Receives the next part of the text. Errors: write errors, which end the export.
using ExportSink = std::function<Result<void>(std::string_view text)>;
/// Called after every part; returning false ends the export. May be empty.
using ExportWatch = std::function<bool(const ExportProgress& progress)>;

/// Writes the exchanges of a usage database as text, a few hundred at a time, also while a gateway writes to it; uses
/// little memory, however many there are, and never blocks the writer. In CSV, a cell that spreadsheets would take for
/// a formula gets a leading apostrophe. Any thread; blocks: in a program with a window, call it on a separate thread.
/// Returns the number of exchanges written, fewer than all if the watch ended the export. Errors: Io, also if the file
/// does not exist, and those of the sink.
Result<std::int64_t> exportUsage(const QString& file, const ExportQuery& query, const ExportSink& sink, const ExportWatch& watch = {});

/// One exchange as a line of the JSON Lines export. Pure.
std::string exchangeLine(const ExchangeRecord& record);

/// Exchanges of which only sums are left.
struct GoneExchanges {
    std::int64_t count = 0;
    CoveredSpan covered; ///< the time they cover
};

/// The exchanges of [from, to) that an export leaves out. Blocks. Errors: Io, also if the file does not exist.
Result<GoneExchanges> findGone(const QString& file, WallTime from, WallTime to);

/// Returns the ids of the next exchanges to export, in order; none: the end.
using ExportIds = std::function<Result<std::vector<std::string>>()>;

/// The same for these exchanges; unknown ids are skipped. Errors: also those of `next`.
Result<std::int64_t> exportUsage(const QString& file, ExportFormat format, const ExportIds& next, const ExportSink& sink);

/// Rewrites the usage database without free space, to its minimum size. A gateway that writes to it waits for some
/// seconds, then drops details and keeps the sums. Any thread; blocks for as long as copying the file takes. Returns
/// the bytes gained, including the journal; 0: it already had its minimum size. Errors: Io, also if the file does not
/// exist or there is no room for a copy.
Result<std::int64_t> vacuumUsage(const QString& file);

} // namespace gateway::usage
