#include "forwarded.h"

#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace gateway::exchange {

namespace {

constexpr std::string_view kForwarded = "forwarded";
constexpr std::string_view kForwardedFor = "x-forwarded-for";

/// In addition to names that begin with one of `kPrefixes`. Sources: RFC 9110 §7.6.3, RFC 8586 (CDN-Loop);
/// developers.cloudflare.com, "HTTP headers"; techdocs.akamai.com, "True-Client-IP"; docs.fastly.com, "HTTP headers";
/// fly.io/docs, "Request headers"; learn.microsoft.com, "Azure Front Door"; cloud.google.com/appengine, "Request
/// headers"; read 2026-11-27.
constexpr NameSet kNames{
    "forwarded", "via", "x-real-ip", "x-client-ip", "client-ip", "x-cluster-client-ip", "x-proxyuser-ip", "x-remote-ip",
    "x-remote-addr", "x-originating-ip", "x-original-ip", "true-client-ip", "cdn-loop", "fastly-client-ip", "fly-client-ip",
    "x-appengine-user-ip", "x-appengine-remote-addr", "x-azure-clientip", "x-azure-socketip", "x-envoy-external-address",
    "do-connecting-ip", "proxy-client-ip", "wl-proxy-client-ip", "x-nf-client-connection-ip", "x-vercel-forwarded-for",
    "forwarded-for", "x-http-forwarded-for", "x_forwarded_for", "http-client-ip", "http-x-forwarded-for", "ali-cdn-real-ip",
    "incap-client-ip", "remote-addr", "x-real-port", "x-scheme", "x-host", "front-end-https", "x-nginx-proxy", "x-coming-from",
    "cf-ray", "x-remote-user", "remote-user"};
/// The last ones contain the user signed in at the proxy. Sources: oauth2-proxy.github.io, "Configuration";
/// tailscale.com, "Serve"; read 2026-11-27.
constexpr std::array<std::string_view, 8> kPrefixes{"x-forwarded", "x-original-", "cf-connecting-ip", "x-ms-forwarded", "x-ms-client-principal",
    "x-auth-request-", "tailscale-user-", "x-amzn-oidc-"};

using Hops = std::vector<std::string>; // client first; an empty text is malformed

/// Calls `take` with each part of `text` between `separator`s outside quotes. False if a quote is not closed.
template <class Take> bool splitQuoted(std::string_view text, char separator, Take take)
{
    std::size_t begin = 0;
    bool isQuoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (isQuoted && text[i] == '\\')
            ++i;
        else if (text[i] == '"')
            isQuoted = !isQuoted;
        else if (text[i] == separator && !isQuoted) {
            take(trimmed(text.substr(begin, i - begin)));
            begin = i + 1;
        }
    }
    take(trimmed(text.substr(begin)));
    return !isQuoted;
}

/// Without its quotes and escapes; empty if it is neither a token nor a quoted string.
std::string unquoted(std::string_view value)
{
    if (!value.starts_with('"'))
        return value.find('"') == std::string_view::npos ? std::string(value) : std::string();
    if (value.size() < 2 || !value.ends_with('"'))
        return {};
    std::string text;
    for (std::size_t i = 1; i + 1 < value.size(); ++i) {
        if (value[i] == '\\' && i + 2 < value.size())
            ++i;
        text += value[i];
    }
    return text;
}

/// The `for` of one element of `Forwarded`; empty if there is none or more than one.
std::string forOf(std::string_view element)
{
    std::string node;
    int count = 0;
    const bool isWhole = splitQuoted(element, ';', [&](std::string_view pair) {
        const std::size_t equals = std::min(pair.find('='), pair.size());
        if (!equalsIgnoringCase(trimmed(pair.substr(0, equals)), "for"))
            return;
        ++count;
        node = unquoted(trimmed(pair.substr(std::min(equals + 1, pair.size()))));
    });
    return isWhole && count == 1 ? node : std::string();
}

/// All lines of the header are one list. Source: RFC 9110 §5.3.
std::string joined(const http::Headers& headers, std::string_view name)
{
    std::string all;
    for (const auto& [each, value] : headers.fields())
        if (equalsIgnoringCase(each, name))
            all.append(all.empty() ? "" : ",").append(value);
    return all;
}

Hops hopsOfForwarded(const http::Headers& headers)
{
    Hops hops;
    const std::string list = joined(headers, kForwarded);
    const bool isWhole = splitQuoted(list, ',', [&](std::string_view element) {
        if (!element.empty()) // empty list elements are ignored. Source: RFC 9110 §5.6.1
            hops.push_back(forOf(element));
    });
    if (!isWhole)
        hops = {std::string()};
    return hops;
}

Hops hopsOfForwardedFor(const http::Headers& headers)
{
    Hops hops;
    splitQuoted(joined(headers, kForwardedFor), ',', [&](std::string_view element) { hops.push_back(unquoted(element)); });
    return hops;
}

bool isPortNumber(std::string_view text)
{
    constexpr unsigned kHighest = 65535;
    unsigned port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    return error == std::errc() && end == text.data() + text.size() && port <= kHighest;
}

/// Reads "192.0.2.1", "192.0.2.1:80", "2001:db8::1", "[2001:db8::1]" and "[2001:db8::1]:80"; empty for anything else.
std::optional<QHostAddress> addressOfHop(std::string_view hop)
{
    std::string_view host = hop;
    std::string_view rest;
    if (hop.starts_with('[')) {
        const std::size_t end = hop.find(']');
        if (end == std::string_view::npos)
            return std::nullopt;
        host = hop.substr(1, end - 1);
        rest = hop.substr(end + 1);
        if (host.find(':') == std::string_view::npos)
            return std::nullopt;
    } else if (std::ranges::count(hop, ':') == 1) {
        host = hop.substr(0, hop.find(':'));
        rest = hop.substr(host.size());
    }
    if (!rest.empty() && (rest.front() != ':' || !isPortNumber(rest.substr(1))))
        return std::nullopt;
    return plainAddress(host);
}

} // namespace

std::string_view forwardingHeader(const http::Headers& headers)
{
    for (const auto& [name, value] : headers.fields()) {
        const std::string_view field = name;
        const auto isIt = [field](std::string_view prefix) { return startsIgnoringCase(field, prefix); };
        if (kNames.holds(field) || std::ranges::any_of(kPrefixes, isIt))
            return field;
    }
    return {};
}

std::optional<std::string> forwardedAddress(const http::Headers& headers, const TrustedProxies& trusted)
{
    const bool isForwarded = headers.find(kForwarded).has_value();
    if (!isForwarded && !headers.find(kForwardedFor))
        return std::nullopt;
    const Hops hops = isForwarded ? hopsOfForwarded(headers) : hopsOfForwardedFor(headers);
    std::string client(kUnknownAddress);
    for (auto hop = hops.rbegin(); hop != hops.rend(); ++hop) {
        const auto address = addressOfHop(*hop);
        if (!address)
            return std::string(kUnknownAddress);
        client = address->toString().toStdString();
        if (!trusted.holds(*address))
            break;
    }
    return client;
}

} // namespace gateway::exchange
