#pragma once

#include <string>
#include <string_view>

namespace gateway {

/// `host[:port]` as in a URL and a Host header: IPv6 addresses in brackets, without the default port of `scheme`
/// ("http" or "https"). Any thread.
std::string authorityText(std::string_view scheme, std::string_view host, int port);

/// `scheme://host[:port]`: the standard form of a destination in messages. Any thread.
std::string originText(std::string_view scheme, std::string_view host, int port);

} // namespace gateway
