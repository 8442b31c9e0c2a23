#pragma once

#include <array>
#include <cstdint>

namespace gateway::http {

/// One end of a TCP connection. The address is an IPv6 address, with IPv4 addresses mapped (::ffff:127.0.0.1). Source:
/// RFC 4291 §2.5.5.2.
struct ConnectionEnd {
    std::array<unsigned char, 16> address{};
    std::uint16_t port = 0;

    bool operator==(const ConnectionEnd&) const = default;
};

/// Both ends, from the view of the accepting side.
struct ConnectionEnds {
    ConnectionEnd peer;
    ConnectionEnd own;

    bool operator==(const ConnectionEnds&) const = default;
};

} // namespace gateway::http
