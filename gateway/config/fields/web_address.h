#pragma once

#include "gateway/core/text/sentence.h"

#include <QHostAddress>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

class QUrl;

namespace gateway::config {

/// The address that `text` is, in the form that every program reads alike: "127.0.0.1" or an IPv6 address. Empty for names, and
/// for what `QHostAddress` also takes but others read differently or not at all: "127.1", "0x7f000001", "2130706433", "0177.0.0.1".
/// Any thread.
std::optional<QHostAddress> addressLiteral(std::string_view text);

/// Whether it is an IPv4 address in the form of an IPv6 one: "::ffff:127.0.0.1". Source: RFC 4291 §2.5.5.2.
bool isMappedAddress(const QHostAddress& address);

/// Whether some of `networks` ("10.0.0.0/8", "fd00::/8") hold all the IPv4 or all the public IPv6 addresses there are.
bool holdEverybody(const std::vector<std::string>& networks);

/// What the host of `url` must be, of which `text` is what somebody wrote. Empty if it is written in the usual way: a host in an
/// odd spelling would be one origin for the person who reads it and another one for the program that asks it. Any thread.
Sentence hostSpellingProblem(const QUrl& url, std::string_view text);

/// What the address of an HTTP server must be; empty if `text` is one. The only place that decides it. Any thread.
Sentence webUrlProblem(std::string_view text);

/// `url` with its scheme and host in small letters, and all that is after them as it is. Any thread.
std::string withLowerOrigin(std::string_view url);

} // namespace gateway::config
