#pragma once

#include "gateway/http/message.h"

#include "gateway/core/clock.h"

#include <cstdint>
#include <string>

namespace gateway::http {

/// How the end of one of our responses is marked, and whether its connection stays open.
struct AnswerFraming {
    bool hasBody = true;             ///< false for 204 and 304
    bool chunked = false;
    std::int64_t contentLength = -1; ///< -1: chunked, or until the connection closes
    bool close = false;
    bool isHttp11 = true;
};

/// The framing for a response with `status`. Source: RFC 9112 §6.
AnswerFraming framingFor(int status, std::int64_t contentLength, bool isHttp11, bool keepAlive);

/// Appends the status line and headers. `Date`, `Server`, `Connection`, the framing and the headers that prevent
/// browsers from rendering the response as a page (`Content-Security-Policy`, `X-Content-Type-Options`) are added here:
/// headers with these names are left out, as are hop-by-hop ones; control characters in values become spaces, so that
/// no value can begin a new line.
void appendAnswerHead(std::string& out, int status, const Headers& headers, const AnswerFraming& framing, WallTime now);

/// Appends headers under the same rules, and the empty line after them.
void appendTrailers(std::string& out, const Headers& trailers);

/// Source: RFC 9110 §5.6.7, IMF-fixdate.
void appendDate(std::string& out, WallTime time);

} // namespace gateway::http
