#pragma once

#include "gateway/core/text/sentence.h"

#include <QHostAddress>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

class QUrl;

namespace gateway::config {

/// The IP address in `text`, if it has the form that every program interprets alike: "127.0.0.1" or an IPv6 address.
/// Empty for names, and for forms that `QHostAddress` accepts but others interpret differently or not at all: "127.1",
/// "0x7f000001", "2130706433", "0177.0.0.1". Any thread.
std::optional<QHostAddress> addressLiteral(std::string_view text);

/// Whether it is an IPv4-mapped IPv6 address: "::ffff:127.0.0.1". Source: RFC 4291 §2.5.5.2.
bool isMappedAddress(const QHostAddress& address);

/// Whether some of `networks` ("10.0.0.0/8", "fd00::/8") together contain all IPv4 or all public IPv6 addresses.
bool holdEverybody(const std::vector<std::string>& networks);

/// Message if the host of `url`, which was entered as `text`, has an unusual spelling; empty if it is fine: such a host
/// could mean one origin for the reader and another for the program that connects. Any thread.
Sentence hostSpellingProblem(const QUrl& url, std::string_view text);

/// Message if `text` is not a valid address of an HTTP server; empty if it is. The only place that decides this. Any
/// thread.
Sentence webUrlProblem(std::string_view text);

/// `url` with scheme and host in lower case and everything else unchanged. Any thread.
std::string withLowerOrigin(std::string_view url);

} // namespace gateway::config
