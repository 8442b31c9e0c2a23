#include "web_address.h"

#include "gateway/core/text/ascii.h"

#include <QString>
#include <QUrl>

#include <algorithm>
#include <set>

namespace gateway::config {

namespace {

QString urlText(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

/// The end of scheme and authority.
std::size_t endOfOrigin(std::string_view url)
{
    const std::size_t mark = url.find("://");
    return mark == std::string_view::npos ? 0 : std::min(url.find_first_of("/?#\\", mark + 3), url.size());
}

/// As written: with brackets, without user and port.
std::string_view writtenHost(std::string_view url)
{
    std::string_view authority = url.substr(0, endOfOrigin(url));
    authority.remove_prefix(std::min(authority.find("://") + 3, authority.size()));
    if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos)
        authority.remove_prefix(at + 1);
    if (authority.starts_with('['))
        return authority.substr(0, authority.find(']') + 1);
    return authority.substr(0, authority.find(':'));
}

/// Whether programs would interpret it as an IPv4 address. Source: WHATWG URL, "ends in a number".
bool endsInNumber(std::string_view host)
{
    const std::string_view last = host.substr(host.rfind('.') + 1);
    const bool isHexadecimal = startsIgnoringCase(last, "0x") && last.find_first_not_of("0123456789abcdefABCDEF", 2) == std::string_view::npos;
    return isHexadecimal || (!last.empty() && std::ranges::all_of(last, isDigit));
}

} // namespace

std::optional<QHostAddress> addressLiteral(std::string_view text)
{
    const QString written = urlText(text);
    const QHostAddress address(written);
    const bool isOdd = address.protocol() == QAbstractSocket::IPv4Protocol && address.toString() != written;
    return address.isNull() || isOdd ? std::nullopt : std::optional(address);
}

bool isMappedAddress(const QHostAddress& address)
{
    bool isIPv4 = false;
    address.toIPv4Address(&isIPv4);
    return isIPv4 && address.protocol() == QAbstractSocket::IPv6Protocol;
}

bool holdEverybody(const std::vector<std::string>& networks)
{
    constexpr int kMappedPrefix = 96; // bits before the IPv4 address in an IPv6 one
    const QHostAddress firstPublic(QStringLiteral("2000::")); // Source: RFC 4291 §2.4, IANA "IPv6 Global Unicast Address Space": all is in 2000::/3
    constexpr int kPublicPrefix = 3;
    std::set<QString> halves; // halves of the IPv4 address space
    for (const std::string& network : networks) {
        auto [address, length] = QHostAddress::parseSubnet(urlText(network));
        if (length >= kMappedPrefix && isMappedAddress(address)) {
            address = QHostAddress(address.toIPv4Address());
            length -= kMappedPrefix;
        }
        const bool isIPv4 = address.protocol() == QAbstractSocket::IPv4Protocol;
        if (length == 0 || (!isIPv4 && length > 0 && length <= kPublicPrefix && firstPublic.isInSubnet(address, length)))
            return true;
        if (isIPv4 && length == 1)
            halves.insert(address.toString());
    }
    return halves.size() == 2;
}

Sentence hostSpellingProblem(const QUrl& url, std::string_view text)
{
    if (text.substr(0, endOfOrigin(text)).find('@') != std::string_view::npos)
        return QT_TRANSLATE_NOOP("Configuration", "must not have an @ before the host");
    const std::string host = url.host(QUrl::FullyEncoded).toStdString();
    if (const QHostAddress address(url.host()); isMappedAddress(address))
        return {QT_TRANSLATE_NOOP("Configuration", "is an IPv4 address in IPv6 notation: write %1"), {QHostAddress(address.toIPv4Address()).toString().toStdString()}};
    if (host.ends_with('.'))
        return {QT_TRANSLATE_NOOP("Configuration", "must not have a dot at the end of the host: write %1"), {host.substr(0, host.find_last_not_of('.') + 1)}};
    const bool isLiteral6 = host.find(':') != std::string::npos;
    return Sentence::of(!isLiteral6 && endsInNumber(host) && (!addressLiteral(host) || host != writtenHost(text))
        ? QT_TRANSLATE_NOOP("Configuration", "is an IPv4 address in an unusual notation: write four decimal numbers without leading zeros, such as 127.0.0.1")
        : "");
}

Sentence webUrlProblem(std::string_view text)
{
    const QUrl url(urlText(text), QUrl::StrictMode);
    if (url.port() == 0)
        return QT_TRANSLATE_NOOP("Configuration", "has port 0; a port is a number from 1 to 65535");
    const bool isWeb = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    if (!isWeb || !url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty() || url.hasFragment() || writtenHost(text).empty())
        return QT_TRANSLATE_NOOP("Configuration", "must be an http:// or https:// URL without user name, password or fragment");
    return hostSpellingProblem(url, text);
}

std::string withLowerOrigin(std::string_view url)
{
    const std::size_t end = endOfOrigin(url);
    return asciiLower(url.substr(0, end)) + std::string(url.substr(end));
}

} // namespace gateway::config
