#include "trusted_proxies.h"

#include <algorithm>

namespace gateway::exchange {

namespace {

constexpr int kMappedPrefix = 96; // bits before the IPv4 address. Source: RFC 4291 §2.5.5.2

QString fromText(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

bool isMapped(const QHostAddress& address)
{
    bool isIPv4 = false;
    address.toIPv4Address(&isIPv4);
    return isIPv4 && address.protocol() == QAbstractSocket::IPv6Protocol;
}

QHostAddress withoutMapping(QHostAddress address)
{
    address.setScopeId(QString());
    return isMapped(address) ? QHostAddress(address.toIPv4Address()) : address;
}

} // namespace

std::optional<QHostAddress> plainAddress(std::string_view text)
{
    const QString written = fromText(text);
    const QHostAddress address(written);
    // QHostAddress also reads "127.1" and "2130706433", which other programs read in other ways.
    const bool isOdd = address.protocol() == QAbstractSocket::IPv4Protocol && address.toString() != written;
    if (address.isNull() || isOdd)
        return std::nullopt;
    return withoutMapping(address);
}

TrustedProxies::TrustedProxies(const std::vector<std::string>& entries)
{
    for (const std::string& entry : entries) {
        auto [address, length] = QHostAddress::parseSubnet(fromText(entry));
        if (length < 0)
            continue;
        if (isMapped(address)) {
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
