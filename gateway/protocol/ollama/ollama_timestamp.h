#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gateway::protocol::ollama {

/// Unix time as Ollama writes it: RFC 3339 in UTC, with a fraction.
std::string timestampOf(std::int64_t time_s);

/// The inverse, for any RFC 3339 time; 0 if it is not one.
std::int64_t secondsOf(std::string_view timestamp);

} // namespace gateway::protocol::ollama
