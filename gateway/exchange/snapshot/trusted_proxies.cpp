#include "trusted_proxies.h"

#include "gateway/config/fields/web_address.h"

#include <algorithm>

namespace gateway::exchange {

namespace {

constexpr int kMappedPrefix = 96; // bits before the IPv4 address. Source: RFC 4291 §2.5.5.2

QString fromText(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

QHostAddress withoutMapping(QHostAddress address)
{
    address.setScopeId(QString());
    return config::isMappedAddress(address) ? QHostAddress(address.toIPv4Address()) : address;
}

} // namespace

std::optional<QHostAddress> plainAddress(std::string_view text)
{
    const auto address = config::addressLiteral(text);
    return address ? std::optional(withoutMapping(*address)) : std::nullopt;
}

TrustedProxies::TrustedProxies(const std::vector<std::string>& entries)
{
    for (const std::string& entry : entries) {
        auto [address, length] = QHostAddress::parseSubnet(fromText(entry));
        if (length < 0)
            continue;
        if (config::isMappedAddress(address)) {
            if (length < kMappedPrefix)
                continue;
            length -= kMappedPrefix;
        }
        m_networks.emplace_back(withoutMapping(address), length);
    }
}

bool TrustedProxies::holds(const QHostAddress& address) const
{
    return std::ranges::any_of(m_networks, [&](const auto& network) {
        return network.first.protocol() == address.protocol() && address.isInSubnet(network.first, network.second);
    });
}

} // namespace gateway::exchange
