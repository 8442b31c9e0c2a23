#pragma once

#include "gateway/exchange/snapshot/trusted_proxies.h"
#include "gateway/http/message.h"

#include <optional>
#include <string>
#include <string_view>

namespace gateway::exchange {

/// The name, as written, of the first header that only a proxy or a content delivery network adds: the connection does
/// not belong to the sender of the request. Empty if there is none.
std::string_view forwardingHeader(const http::Headers& headers);

/// The client's address when no proxy reports it in a readable form.
inline constexpr std::string_view kUnknownAddress = "unknown";

/// The client's address as reported by proxies, if the last of them is trusted: from `Forwarded`, otherwise from
/// `X-Forwarded-For`, the first hop from the right that is not itself trusted, or the leftmost if all are trusted.
/// `kUnknownAddress` if that hop is hidden or malformed. Empty if neither header is there. Source: RFC 7239 §4 to §6.
std::optional<std::string> forwardedAddress(const http::Headers& headers, const TrustedProxies& trusted);

} // namespace gateway::exchange
