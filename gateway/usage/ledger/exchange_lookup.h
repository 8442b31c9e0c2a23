#pragma once

#include "gateway/core/result.h"
#include "gateway/usage/record.h"

#include <QString>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace gateway::usage {

/// Finds the exchange whose response had this `x-signalbox-request-id` in the usage database `file`, which a gateway
/// may be writing; empty: not found. Read-only. Blocks; any thread. Errors: Io, also if the file does not exist.
Result<std::optional<ExchangeRecord>> findExchange(const QString& file, const std::string& id);

/// Finds several at once, in any order; those that are not there are missing. Otherwise as above.
Result<std::vector<ExchangeRecord>> findExchanges(const QString& file, const std::vector<std::string>& ids);

/// The ids of the exchanges of an evaluation's run that began at `from` or later; none in a ledger that is missing or
/// being created. Otherwise as above.
Result<std::vector<std::string>> exchangesOfRun(const QString& file, const std::string& run, WallTime from);

/// The newest exchanges, at most `limit`, the newest first. Otherwise as above.
Result<std::vector<ExchangeRecord>> newestExchanges(const QString& file, int limit);

/// Visits the exchanges that began in [from, to), by time, until `visit` returns false. Otherwise as above.
Result<void> visitExchanges(const QString& file, WallTime from, WallTime to, const std::function<bool(const ExchangeRecord&)>& visit);

/// Reads what is stored of the exchange that is being visited; empty: nothing, or expired. Errors: Io.
using ReadContent = std::function<Result<std::optional<Content>>()>;
/// The same with the stored prompts and answers, which are read on demand only.
Result<void> visitContents(const QString& file, WallTime from, WallTime to, const std::function<bool(const ExchangeRecord&, const ReadContent&)>& visit);

/// How many of the exchanges that began in [from, to) the loop guard acted on. Otherwise as above.
Result<std::int64_t> countLoops(const QString& file, WallTime from, WallTime to);

/// Finds the stored prompt and answer of that exchange; empty: not stored, or expired. Otherwise as above.
Result<std::optional<Content>> findContent(const QString& file, const std::string& id);

} // namespace gateway::usage
