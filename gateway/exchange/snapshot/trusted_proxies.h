#pragma once

#include <QHostAddress>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::exchange {

/// An IP address as it is compared: an IPv4 address that is mapped into IPv6 is that IPv4 address, and a
/// scope is left out. Empty: `text` is not an address literal.
std::optional<QHostAddress> plainAddress(std::string_view text);

/// The reverse proxies whose word is taken for where a request comes from.
class TrustedProxies {
public:
    TrustedProxies() = default;
    /// Addresses and networks, as in `listen.trusted_proxies`. What is neither is left out.
    explicit TrustedProxies(const std::vector<std::string>& entries);

    bool isEmpty() const { return m_networks.empty(); }
    bool holds(const QHostAddress& address) const;

private:
    std::vector<std::pair<QHostAddress, int>> m_networks; // address and length of the prefix
};

} // namespace gateway::exchange
