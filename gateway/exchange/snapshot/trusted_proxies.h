#pragma once

#include <QHostAddress>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::exchange {

/// An IP address in comparable form: an IPv4-mapped IPv6 address becomes the IPv4 address, and the scope is removed.
/// Empty if `text` is not an address literal.
std::optional<QHostAddress> plainAddress(std::string_view text);

/// The reverse proxies that are trusted to report where a request comes from.
class TrustedProxies {
public:
    TrustedProxies() = default;
    /// Addresses and networks, as in `listen.trusted_proxies`. Entries that are neither are ignored.
    explicit TrustedProxies(const std::vector<std::string>& entries);

    bool isEmpty() const { return m_networks.empty(); }
    bool holds(const QHostAddress& address) const;

private:
    std::vector<std::pair<QHostAddress, int>> m_networks; // address and prefix length
};

} // namespace gateway::exchange
