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
    JsonLines, ///< one object to each line, with all its attempts
};

/// Of the exchanges that began in [from, to), the oldest first.
struct ExportQuery {
    WallTime from{};
    WallTime to{};
    ExportFormat format = ExportFormat::Csv;
};

/// How far it is, in exchanges. `all` is what there was at the beginning.
struct ExportProgress {
    std::int64_t done = 0;
    std::int64_t all = 0;
};

/// Takes the next part of the text. Errors: whatever keeps it from being written; they end the export.
using ExportSink = std::function<Result<void>(std::string_view text)>;
/// Told after every part; false ends the export. May be empty.
using ExportWatch = std::function<bool(const ExportProgress& progress)>;

/// Hands over the exchanges of a usage database as text, a few hundred at a time, whether a gateway writes to it
/// or not; it needs little memory, however many there are, and keeps the writer from nothing. What begins with a sign
/// that spreadsheets take for a formula has an apostrophe before it in CSV. Any thread; blocks: in a program with a
/// window call it on a thread of its own. Answers how many were handed over; fewer than there are if the watch
/// ended it. Errors: Io, also where there is no file, and those of the sink.
Result<std::int64_t> exportUsage(const QString& file, const ExportQuery& query, const ExportSink& sink, const ExportWatch& watch = {});

/// One exchange as its line of an export in JSON lines has it. Pure.
std::string exchangeLine(const ExchangeRecord& record);

/// Exchanges of which there are sums alone.
struct GoneExchanges {
    std::int64_t count = 0;
    CoveredSpan covered; ///< that they are of
};

/// Those that began in [from, to), which an export leaves out. Blocks. Errors: Io, also where there is no file.
Result<GoneExchanges> findGone(const QString& file, WallTime from, WallTime to);

/// The ids of the next exchanges to be handed over, in their order; none: these were all.
using ExportIds = std::function<Result<std::vector<std::string>>()>;

/// The same of those exchanges; ids that nobody knows any more are left out. Errors: also those of `next`.
Result<std::int64_t> exportUsage(const QString& file, ExportFormat format, const ExportIds& next, const ExportSink& sink);

/// Writes the usage database anew without what is free in it, so that it is as small as it can be. A gateway that
/// writes to it waits for some seconds, then drops details and keeps the sums. Any thread; blocks for as long as
/// copying the file takes.
/// Answers the bytes that were gained, with those of its journal; 0: it was as small as it can be. Errors: Io, also where there is no file, or no room for a copy.
Result<std::int64_t> vacuumUsage(const QString& file);

} // namespace gateway::usage
