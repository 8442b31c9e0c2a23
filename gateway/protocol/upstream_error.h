#pragma once

#include <string>
#include <string_view>

namespace gateway::protocol {

/// What an upstream's error body contains. Missing values are empty. All text is UTF-8 without control characters, and
/// limited in length.
struct UpstreamError {
    std::string message; ///< for people
    std::string type;
    std::string code;   ///< a code or a number
    std::string status; ///< Google's status name
    std::string more;   ///< further codes for failure rules, not for people
    std::string retryDelay; ///< time to wait, as "32s" or in seconds
    std::string resetsAt;   ///< time of reset: a Unix time or RFC 3339
};

/// Reads the errors of all known protocols and vendors; `body` may be truncated, HTML or plain text. Reads the first 16
/// KiB.
UpstreamError readUpstreamError(std::string_view body);

} // namespace gateway::protocol
