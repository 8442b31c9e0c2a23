#include "base_address.h"

#include <QHostAddress>
#include <QUrl>

#include <algorithm>
#include <array>

namespace gateway::clients {

namespace {

/// As in a URL. An address that listens everywhere is also reachable here.
constexpr std::array kNamesOfHere{"127.0.0.1", "localhost", "[::1]", "0.0.0.0", "[::]"};
constexpr auto kUsualName = kNamesOfHere[0];

struct Place {
    std::string scheme;
    std::string host; ///< with the brackets of an IPv6 address
    std::string port; ///< ":8080"; empty: the usual one

    std::string text() const { return scheme + "://" + host + port; }
    bool isHere() const { return std::find(kNamesOfHere.begin(), kNamesOfHere.end(), host) != kNamesOfHere.end(); }
};

std::string bracketed(const QString& host)
{
    const QHostAddress address(host);
    return address.protocol() == QAbstractSocket::IPv6Protocol ? '[' + address.toString().toStdString() + ']' : host.toStdString();
}

Place placeOf(const std::string& text)
{
    const QUrl url(QString::fromStdString(text));
    return {url.scheme().toStdString(), bracketed(url.host()), url.port() < 0 ? std::string() : ':' + std::to_string(url.port())};
}

} // namespace

std::string baseFor(const std::string& address, int port)
{
    return usualBase("http://" + bracketed(QString::fromStdString(address)) + ':' + std::to_string(port));
}

std::string usualBase(const std::string& base)
{
    Place place = placeOf(base);
    if (place.host.empty())
        return base;
    if (place.isHere() && place.host != "[::1]")
        place.host = kUsualName;
    return place.text();
}

std::vector<std::string> spellingsOf(const std::string& base)
{
    std::vector<std::string> all{base};
    Place place = placeOf(base);
    if (place.isHere())
        for (const char* const name : kNamesOfHere) {
            place.host = name;
            if (place.text() != base)
                all.push_back(place.text());
        }
    return all;
}

bool isSameBase(const std::string& base, const std::string& other)
{
    const Place place = placeOf(base);
    const Place there = placeOf(other);
    return !place.host.empty() && place.scheme == there.scheme && place.port == there.port && (place.host == there.host || (place.isHere() && there.isHere()));
}

bool missesBase(const std::string& base, const std::string& here) { return !here.empty() && !isSameBase(base, here); }

bool leadsTo(const Json& value, const std::string& base)
{
    if (value.is_string())
        return isSameBase(value.get<std::string>(), base);
    return value.is_structured() && std::any_of(value.begin(), value.end(), [&](const Json& each) { return leadsTo(each, base); });
}

} // namespace gateway::clients
