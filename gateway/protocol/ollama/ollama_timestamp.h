#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gateway::protocol::ollama {

/// Unix time as Ollama writes it: RFC 3339 in UTC, with a fraction.
std::string timestampOf(std::int64_t time_s);

/// The other way, of any RFC 3339 time; 0: it is none.
std::int64_t secondsOf(std::string_view timestamp);

} // namespace gateway::protocol::ollama
