#pragma once

#include "gateway/http/message.h"

#include <string_view>

namespace gateway::exchange {

/// How a browser uses the answer, according to the headers it sends. Other programs send none of them. Source: W3C
/// Fetch Metadata Request Headers §2.
enum class BrowserUse {
    None,     ///< not a browser, or one that does not send these headers
    Fetch,    ///< a script that can read the answer only if CORS allows it: fetch(), XMLHttpRequest, EventSource, sendBeacon()
    Embedded, ///< the answer would become a page, a frame, a script, a worker, an image, a style or the like
};
BrowserUse browserUse(const http::Headers& headers);

/// Whether the request was caused by a page of another site, or of another port or host of this one.
bool isCrossSite(const http::Headers& headers);

} // namespace gateway::exchange
