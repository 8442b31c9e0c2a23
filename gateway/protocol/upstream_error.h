#pragma once

#include <string>
#include <string_view>

namespace gateway::protocol {

/// What an upstream put into the body of an error. What it did not say is empty.
/// All of it is UTF-8 without control characters, and bounded.
struct UpstreamError {
    std::string message; ///< for people
    std::string type;
    std::string code;   ///< a word or a number
    std::string status; ///< Google's word for the kind
    std::string more;   ///< other words that tell the kind, for rules and not for people
    std::string retryDelay; ///< how long to wait, as "32s" or in seconds
    std::string resetsAt;   ///< when to come back: a Unix time or RFC 3339
};

/// Reads the errors of all protocols and vendors that are known, in whatever shape;
/// `body` may be cut off, HTML or plain text. Reads the first 16 KiB.
UpstreamError readUpstreamError(std::string_view body);

} // namespace gateway::protocol
