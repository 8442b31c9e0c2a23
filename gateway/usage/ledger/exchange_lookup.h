#pragma once

#include "gateway/core/result.h"
#include "gateway/usage/record.h"

#include <QString>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace gateway::usage {

/// Finds the exchange whose response had this `x-signalbox-request-id` in the usage database `file`, which a gateway
/// may be writing; empty: not found. Read-only. Blocks; any thread. Errors: Io, also if the file does not exist.
Result<std::optional<ExchangeRecord>> findExchange(const QString& file, const std::string& id);

/// Visits the exchanges that began in [from, to), by time, until `visit` returns false. Otherwise as above.
Result<void> visitExchanges(const QString& file, WallTime from, WallTime to, const std::function<bool(const ExchangeRecord&)>& visit);

/// How many of the exchanges that began in [from, to) the loop guard acted on. Otherwise as above.
Result<std::int64_t> countLoops(const QString& file, WallTime from, WallTime to);

/// Finds the stored prompt and answer of that exchange; empty: not stored, or expired. Otherwise as above.
Result<std::optional<Content>> findContent(const QString& file, const std::string& id);

} // namespace gateway::usage
