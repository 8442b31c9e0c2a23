#pragma once

#include "gateway/http/message.h"

#include "gateway/core/clock.h"

#include <cstdint>
#include <string>

namespace gateway::http {

/// How an answer of ours ends and what becomes of its connection.
struct AnswerFraming {
    bool hasBody = true;             ///< false for 204 and 304
    bool chunked = false;
    std::int64_t contentLength = -1; ///< -1: chunked, or until the connection closes
    bool close = false;
    bool isHttp11 = true;
};

/// The framing that an answer of `status` gets. Source: RFC 9112 §6.
AnswerFraming framingFor(int status, std::int64_t contentLength, bool isHttp11, bool keepAlive);

/// Appends status line and fields. `Date`, `Server`, `Connection`, the framing and what keeps browsers from using the
/// answer as a page (`Content-Security-Policy`, `X-Content-Type-Options`) are ours: fields of those names are left out, as are hop-by-hop ones; control
/// characters in values become spaces, so that no value can begin a new line.
void appendAnswerHead(std::string& out, int status, const Headers& headers, const AnswerFraming& framing, WallTime now);

/// Appends fields under the same rules, and the empty line that ends them.
void appendTrailers(std::string& out, const Headers& trailers);

/// Source: RFC 9110 §5.6.7, IMF-fixdate.
void appendDate(std::string& out, WallTime time);

} // namespace gateway::http
