#pragma once

#include "gateway/core/result.h"
#include "gateway/usage/record.h"

#include <QString>

#include <optional>
#include <string>

namespace gateway::usage {

/// The exchange whose answer had this `x-signalbox-request-id`, from the usage database
/// `file`, which a gateway may be writing meanwhile; empty: it is not there. Reads only.
/// Waits for the disk. Any thread.
/// Errors: Io, also where there is no file.
Result<std::optional<ExchangeRecord>> findExchange(const QString& file, const std::string& id);

/// What it was asked and has answered, where that is kept and has not expired; else empty. Otherwise as above.
Result<std::optional<Content>> findContent(const QString& file, const std::string& id);

} // namespace gateway::usage
