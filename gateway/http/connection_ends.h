#pragma once

#include <array>
#include <cstdint>

namespace gateway::http {

/// One end of a TCP connection. The address as that of IPv6, an IPv4 one mapped
/// into it (::ffff:127.0.0.1). Source: RFC 4291 §2.5.5.2.
struct ConnectionEnd {
    std::array<unsigned char, 16> address{};
    std::uint16_t port = 0;

    bool operator==(const ConnectionEnd&) const = default;
};

/// Both, as the one who accepted it sees them.
struct ConnectionEnds {
    ConnectionEnd peer;
    ConnectionEnd own;

    bool operator==(const ConnectionEnds&) const = default;
};

} // namespace gateway::http
