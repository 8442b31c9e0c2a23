#pragma once

#include "log_file.h"

#include "gateway/usage/record.h"

#include <string>

namespace gateway::host {

/// A log line as one JSON object: `time` (RFC 3339, milliseconds), `level`, `category`, `message`, `exchange_id` if the
/// line is about an exchange, and its figures once it is settled. Texts are masked by `redactor`, which may be null.
/// Private to the room.
std::string jsonLine(const LogLine& line, const usage::ExchangeRecord* exchange, const LogFile::Redactor* redactor);

} // namespace gateway::host
