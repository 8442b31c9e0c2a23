#include "proxy_rules.h"

#include "gateway/core/secret_text.h"
#include "gateway/core/text/ascii.h"
#include "gateway/core/text/origin_text.h"

#include <QByteArray>
#include <QHostAddress>
#include <QString>

#include <algorithm>
#include <charconv>
#include <utility>

namespace gateway::http {

namespace {

constexpr int kUsualPort = 1080; // Source: curl(1), "--proxy"
constexpr int kMostPort = 65535;

struct Scheme {
    std::string_view name;
    ProxyAddress::Kind kind;
    const char* shown;
};
constexpr std::array kSchemes{
    Scheme{"http", ProxyAddress::Kind::Http, "http"},
    Scheme{"socks5h", ProxyAddress::Kind::Socks5ByName, "socks5h"},
    Scheme{"socks5", ProxyAddress::Kind::Socks5, "socks5"},
    Scheme{"socks", ProxyAddress::Kind::Socks5ByName, "socks5h"}, // written by desktops, whose servers support both versions
};

tl::unexpected<Error> unusable(Sentence why) { return failure(ErrorKind::ConfigInvalid, std::move(why)); }

std::optional<int> numberIn(std::string_view text, int most)
{
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool isNumber = !text.empty() && isDigit(text.front()) && error == std::errc() && end == text.data() + text.size();
    return isNumber && number <= most ? std::optional(number) : std::nullopt;
}

std::string percentDecoded(std::string_view text)
{
    return QByteArray::fromPercentEncoding(QByteArray(text.data(), static_cast<qsizetype>(text.size()))).toStdString();
}

std::string_view withoutBrackets(std::string_view host)
{
    return host.size() >= 2 && host.front() == '[' && host.back() == ']' ? host.substr(1, host.size() - 2) : host;
}

/// IPv4-mapped IPv6 counts as IPv4; null: it is a name.
QHostAddress literal(std::string_view host)
{
    host = withoutBrackets(host);
    QHostAddress address(QString::fromUtf8(host.data(), static_cast<qsizetype>(host.size())));
    address.setScopeId({});
    bool isIPv4 = false;
    const quint32 mapped = address.toIPv4Address(&isIPv4);
    return isIPv4 ? QHostAddress(mapped) : address;
}

struct HostAndPort {
    std::string_view host;
    std::string_view port; ///< empty: none
};

/// Splits "host", "host:port", "[::1]:port" or "::1".
HostAndPort divided(std::string_view text)
{
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        const std::string_view rest = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
        return {text.substr(0, end == std::string_view::npos ? end : end + 1), rest.starts_with(':') ? rest.substr(1) : std::string_view()};
    }
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || text.find(':', colon + 1) != std::string_view::npos)
        return {text, {}};
    return {text.substr(0, colon), text.substr(colon + 1)};
}

/// Whether the domain `entry`, without leading and trailing dots, applies to `host`.
bool coversName(std::string_view entry, std::string_view host)
{
    if (entry.empty() || entry.size() > host.size() || !equalsIgnoringCase(host.substr(host.size() - entry.size()), entry))
        return false;
    return entry.size() == host.size() || host[host.size() - entry.size() - 1] == '.';
}

bool coversAddress(std::string_view entry, const QHostAddress& host)
{
    const std::size_t slash = entry.find('/');
    const std::string_view base = withoutBrackets(entry.substr(0, slash));
    const QHostAddress address = literal(base);
    if (address.isNull() || address.protocol() != host.protocol())
        return false;
    if (slash == std::string_view::npos)
        return address == host;
    constexpr int kBits4 = 32;
    constexpr int kBits6 = 128;
    const bool isIPv4 = address.protocol() == QAbstractSocket::IPv4Protocol;
    auto bits = numberIn(entry.substr(slash + 1), kBits6);
    if (bits && isIPv4 && base.find(':') != std::string_view::npos) // an IPv4-mapped network
        bits = *bits - (kBits6 - kBits4);
    return bits && *bits >= 0 && *bits <= (isIPv4 ? kBits4 : kBits6) && host.isInSubnet(address, *bits);
}

bool covers(std::string_view entry, std::string_view host, const QHostAddress& address, int port)
{
    if (entry == "*")
        return true;
    const bool isNetwork = entry.find('/') != std::string_view::npos;
    const HostAndPort parts = isNetwork ? HostAndPort{entry, {}} : divided(entry);
    if (!parts.port.empty() && numberIn(parts.port, kMostPort) != port)
        return false;
    if (!address.isNull())
        return coversAddress(parts.host, address);
    std::string_view name = parts.host;
    if (name.starts_with("*."))
        name.remove_prefix(1);
    if (name.starts_with('.'))
        name.remove_prefix(1);
    if (name.ends_with('.'))
        name.remove_suffix(1);
    return coversName(name, host);
}

} // namespace

std::string ProxyAddress::toString() const
{
    const auto scheme = std::ranges::find(kSchemes, kind, &Scheme::kind);
    return std::string(scheme->shown) + "://" + (host.find(':') == std::string::npos ? host : '[' + host + ']') + ':' + std::to_string(port);
}

Result<ProxyAddress> parseProxy(std::string_view text)
{
    text = withoutMargins(text);
    if (const auto quotes = quoteMistake(text))
        return unusable(Sentence::of(toText(*quotes)));
    ProxyAddress proxy;
    if (const std::size_t mark = text.find("://"); mark != std::string_view::npos) {
        const std::string name = asciiLower(text.substr(0, mark));
        const auto scheme = std::ranges::find(kSchemes, std::string_view(name), &Scheme::name);
        if (scheme == kSchemes.end())
            return unusable({QT_TRANSLATE_NOOP("Error", "sets a proxy of type \"%1\", which Signalbox does not support: use http://, socks5:// or socks5h://"), {name}});
        proxy.kind = scheme->kind;
        text.remove_prefix(mark + 3);
    }
    text = text.substr(0, text.find_first_of("/?#", text.rfind('@') == std::string_view::npos ? 0 : text.rfind('@')));
    if (const std::size_t at = text.rfind('@'); at != std::string_view::npos) {
        const std::string_view credentials = text.substr(0, at);
        const std::size_t colon = credentials.find(':');
        proxy.user = percentDecoded(credentials.substr(0, colon));
        if (colon != std::string_view::npos)
            proxy.password = Secret(percentDecoded(credentials.substr(colon + 1)));
        text.remove_prefix(at + 1);
    }
    const HostAndPort parts = divided(text);
    proxy.host = withoutBrackets(parts.host);
    const bool isAddress = !literal(proxy.host).isNull();
    const bool isHost = !proxy.host.empty() && proxy.host.find_first_of(isAddress ? " []" : " []:,;\\\"'<>") == std::string::npos;
    const auto port = parts.port.empty() ? std::optional(kUsualPort) : numberIn(parts.port, kMostPort);
    if (!isHost || !port || *port == 0)
        return unusable(QT_TRANSLATE_NOOP("Error", "is not a proxy address: set it to an address such as http://proxy.example:3128"));
    proxy.port = *port;
    return proxy;
}

bool isThisMachine(std::string_view host)
{
    constexpr std::string_view kName = "localhost";
    if (const QHostAddress address = literal(host); !address.isNull())
        return address.isLoopback() || address == QHostAddress(QHostAddress::AnyIPv4) || address == QHostAddress(QHostAddress::AnyIPv6);
    if (host.ends_with('.'))
        host.remove_suffix(1);
    return coversName(kName, host);
}

bool isExcepted(std::string_view list, std::string_view host, int port)
{
    constexpr std::string_view kBetween = ",; \t\r\n"; // Windows uses semicolons
    const QHostAddress address = literal(host);
    if (host.ends_with('.'))
        host.remove_suffix(1);
    for (std::size_t at = list.find_first_not_of(kBetween); at != std::string_view::npos; at = list.find_first_not_of(kBetween, at)) {
        const std::size_t end = std::min(list.find_first_of(kBetween, at), list.size());
        if (covers(list.substr(at, end - at), host, address, port))
            return true;
        at = end;
    }
    return false;
}

ProxyRules::Variable ProxyRules::firstSet(const ValueOf& valueOf, std::initializer_list<const char*> names)
{
    for (const char* name : names)
        if (std::string value = valueOf(name); !withoutMargins(value).empty())
            return {name, std::move(value)};
    return {};
}

ProxyRules::ProxyRules(const ValueOf& valueOf)
    : m_http(firstSet(valueOf, {"http_proxy"})), m_https(firstSet(valueOf, {"https_proxy", "HTTPS_PROXY"})),
      m_all(firstSet(valueOf, {"all_proxy", "ALL_PROXY"})), m_exceptions(firstSet(valueOf, {"no_proxy", "NO_PROXY"}))
{
    for (const char* name : kNames)
        if (Variable variable = firstSet(valueOf, {name}); !variable.name.empty())
            m_set.push_back(std::move(variable));
}

ProxyRules ProxyRules::ofProcess()
{
    return ProxyRules([](const char* name) { return qgetenv(name).toStdString(); });
}

ProxyRules::Variable ProxyRules::variableFor(bool isSecure) const
{
    const Variable& own = isSecure ? m_https : m_http;
    return own.name.empty() ? m_all : own;
}

ProxyRules::Choice ProxyRules::choose(std::string_view scheme, std::string_view host, int port) const
{
    Choice choice;
    if (isThisMachine(host) || isExcepted(host, port))
        return choice;
    choice.isOpen = m_set.empty();
    const Variable variable = variableFor(scheme == "https");
    if (variable.name.empty())
        return choice;
    choice.variable = variable.name;
    auto proxy = parseProxy(variable.value);
    if (proxy)
        choice.proxy = std::move(*proxy);
    else
        choice.problem = {QT_TRANSLATE_NOOP("Error", "the variable %1 %2"), {variable.name, proxy.error().message}};
    return choice;
}

std::vector<ProxyRules::Use> ProxyRules::uses() const
{
    std::vector<Use> uses;
    for (const auto& [name, value] : m_set) {
        Use use{name, Use::Kind::Overruled, {}, parseProxy(value)};
        const bool isForHttp = variableFor(false).name == name;
        const bool isForHttps = variableFor(true).name == name;
        if (isForHttp || isForHttps)
            use.kind = isForHttp && isForHttps ? Use::Kind::All : isForHttp ? Use::Kind::Http : Use::Kind::Https;
        else if (name == "HTTP_PROXY")
            use.kind = Use::Kind::UpperCaseHttp;
        else if (name == "HTTPS_PROXY")
            use.by = m_https.name;
        else if (m_all.name != name)
            use.by = m_all.name;
        else
            use.by = m_http.name + ", " + m_https.name;
        uses.push_back(std::move(use));
    }
    return uses;
}

} // namespace gateway::http
