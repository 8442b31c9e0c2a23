#pragma once

#include <string>
#include <string_view>

namespace gateway {

/// `host[:port]` as a URL and a Host header have it: an IPv6 address in brackets, no port where it is the usual one of `scheme`
/// ("http" or "https"). Any thread.
std::string authorityText(std::string_view scheme, std::string_view host, int port);

/// `scheme://host[:port]`: the one form in which messages name where something is sent. Any thread.
std::string originText(std::string_view scheme, std::string_view host, int port);

} // namespace gateway
