#pragma once

#include "gateway/exchange/snapshot/trusted_proxies.h"
#include "gateway/http/message.h"

#include <optional>
#include <string>
#include <string_view>

namespace gateway::exchange {

/// The first header, as it was written, that only a proxy or a content delivery network adds: the request was sent by
/// somebody else than who has the connection. Empty: there is none.
std::string_view forwardingHeader(const http::Headers& headers);

/// What the client's address is called where no proxy says it in a form that can be read.
inline constexpr std::string_view kUnknownAddress = "unknown";

/// The client's address as proxies tell it, the last one of them trusted: of `Forwarded`, else of `X-Forwarded-For`, from
/// the right the first hop that is not itself trusted; the leftmost where all are. `kUnknownAddress` where that hop is
/// hidden or malformed. Empty: there is neither header. Source: RFC 7239 §4 to §6.
std::optional<std::string> forwardedAddress(const http::Headers& headers, const TrustedProxies& trusted);

} // namespace gateway::exchange
