#pragma once

#include "gateway/http/message.h"

#include <string_view>

namespace gateway::exchange {

/// What a browser says of a request that it makes. Other programs send none of it.
/// Source: W3C Fetch Metadata Request Headers §2.
enum class BrowserUse {
    None,     ///< not sent by a browser, or by one that does not say
    Fetch,    ///< by a script that may read the answer only as the answer allows: fetch(), XMLHttpRequest, EventSource, sendBeacon()
    Embedded, ///< the answer would become a page, a frame, a script, a worker, an image, a style or something of that kind
};
BrowserUse browserUse(const http::Headers& headers);

/// A page of another site, or of another port or host of this one, caused the request.
bool isCrossSite(const http::Headers& headers);

} // namespace gateway::exchange
