#include "gateway/exchange/admission/forwarded.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::exchange;

TEST_CASE("a header that only proxies add marks a request as forwarded")
{
    struct Row {
        const char* name;
        bool isForwarding;
    };
    const auto row = GENERATE(values<Row>({
        {"Forwarded", true}, {"X-Forwarded-For", true}, {"x-real-ip", true}, {"X-Forwarded-Host", true}, {"X-Forwarded-Proto", true},
        {"X-Forwarded", true}, {"X-Forwarded-Server", true}, {"X-Client-IP", true}, {"CF-Connecting-IP", true},
        {"CF-Connecting-IPv6", true}, {"True-Client-IP", true}, {"Forwarded-For", true},
        {"X_Forwarded_For", true}, {"Ali-CDN-Real-IP", true}, {"X-Original-URI", true}, {"X-Auth-Request-User", true}, {"Tailscale-User-Login", true},
        {"CF-Ray", true}, {"X-MS-Forwarded-Client-IP", true}, {"X-MS-Client-Principal-Name", true}, {"X-Hosting", false}, {"X-Stainless-OS", false}, {"Via", true}, {"X-Original-Forwarded-For", true},
        {"X-Cluster-Client-IP", true}, {"Fly-Client-IP", true}, {"X-Azure-ClientIP", true}, {"CDN-Loop", true},
        {"X-Envoy-External-Address", true},
        {"User-Agent", false}, {"X-Title", false}, {"HTTP-Referer", false}, {"x-stainless-lang", false}, {"Viaduct", false},
        {"x-request-id", false}, {"traceparent", false},
    }));
    http::Headers headers;
    headers.add("accept", "*/*");
    headers.add(row.name, "");
    CHECK(forwardingHeader(headers) == (row.isForwarding ? row.name : ""));
}

TEST_CASE("the client's address is the last hop that is not trusted")
{
    struct Row {
        const char* name;
        std::vector<std::pair<const char*, const char*>> headers;
        const char* address; // null: no proxy reports one
    };
    const auto row = GENERATE(values<Row>({
        {"one hop", {{"X-Forwarded-For", "192.0.2.7"}}, "192.0.2.7"},
        {"a forged entry before it", {{"X-Forwarded-For", "127.0.0.1, 192.0.2.7"}}, "192.0.2.7"},
        {"a trusted hop after it", {{"X-Forwarded-For", "198.51.100.1, 192.0.2.7, 10.1.2.3"}}, "192.0.2.7"},
        {"several lines are one list", {{"X-Forwarded-For", "192.0.2.7"}, {"x-forwarded-for", "10.1.2.3"}}, "192.0.2.7"},
        {"all trusted", {{"X-Forwarded-For", "10.9.9.9, 10.1.2.3"}}, "10.9.9.9"},
        {"loopback", {{"X-Forwarded-For", "127.0.0.1"}}, "127.0.0.1"},
        {"with a port", {{"X-Forwarded-For", "192.0.2.7:51234"}}, "192.0.2.7"},
        {"IPv6", {{"X-Forwarded-For", "2001:db8::7"}}, "2001:db8::7"},
        {"IPv6 in brackets", {{"X-Forwarded-For", "[2001:DB8::7]:443"}}, "2001:db8::7"},
        {"IPv6, trusted", {{"X-Forwarded-For", "192.0.2.7, fd00::1"}}, "192.0.2.7"},
        {"IPv4 within IPv6", {{"X-Forwarded-For", "192.0.2.7, ::ffff:10.0.0.1"}}, "192.0.2.7"},
        {"trusted as a mapped address", {{"X-Forwarded-For", "192.0.2.7, 172.16.5.5"}}, "192.0.2.7"},
        {"empty", {{"X-Forwarded-For", ""}}, "unknown"},
        {"an empty hop", {{"X-Forwarded-For", "192.0.2.7,"}}, "unknown"},
        {"a word", {{"X-Forwarded-For", "192.0.2.7, localhost"}}, "unknown"},
        {"unknown", {{"X-Forwarded-For", "unknown"}}, "unknown"},
        {"an integer form of 127.0.0.1", {{"X-Forwarded-For", "2130706433"}}, "unknown"},
        {"a short address", {{"X-Forwarded-For", "127.1"}}, "unknown"},
        {"a bad port", {{"X-Forwarded-For", "192.0.2.7:99999"}}, "unknown"},
        {"an open bracket", {{"X-Forwarded-For", "[2001:db8::7"}}, "unknown"},
        {"IPv4 in brackets", {{"X-Forwarded-For", "[192.0.2.7]"}}, "unknown"},
        {"Forwarded", {{"Forwarded", "for=192.0.2.7;proto=https;by=10.0.0.1"}}, "192.0.2.7"},
        {"Forwarded takes precedence", {{"X-Forwarded-For", "198.51.100.1"}, {"Forwarded", "for=192.0.2.7"}}, "192.0.2.7"},
        {"Forwarded, quoted", {{"Forwarded", "For=\"[2001:db8:cafe::17]:4711\""}}, "2001:db8:cafe::17"},
        {"Forwarded, several", {{"Forwarded", "for=127.0.0.1, for=192.0.2.7, for=10.0.0.2"}}, "192.0.2.7"},
        {"Forwarded, a comma in quotes", {{"Forwarded", "for=192.0.2.7;host=\"a, for=127.0.0.1\""}}, "192.0.2.7"},
        {"Forwarded, an escape", {{"Forwarded", "for=\"192.0.2\\.7\""}}, "192.0.2.7"},
        {"Forwarded, empty elements", {{"Forwarded", "for=192.0.2.7, ,"}}, "192.0.2.7"},
        {"Forwarded, hidden", {{"Forwarded", "for=192.0.2.7, for=_gazonk"}}, "unknown"},
        {"Forwarded, unknown", {{"Forwarded", "for=unknown"}}, "unknown"},
        {"Forwarded, without for", {{"Forwarded", "proto=https"}}, "unknown"},
        {"Forwarded, two of them", {{"Forwarded", "for=127.0.0.1;for=192.0.2.7"}}, "unknown"},
        {"Forwarded, an open quote", {{"Forwarded", "for=\"192.0.2.7, for=127.0.0.1"}}, "unknown"},
        {"Forwarded, empty", {{"Forwarded", ""}}, "unknown"},
        {"only another header", {{"X-Real-IP", "192.0.2.7"}}, nullptr},
        {"none", {}, nullptr},
    }));
    CAPTURE(row.name);
    http::Headers headers;
    for (const auto& [name, value] : row.headers)
        headers.add(name, value);
    const TrustedProxies trusted({"10.0.0.0/8", "fd00::/8", "::ffff:172.16.0.0/112", "nonsense"});
    CHECK(forwardedAddress(headers, trusted) == (row.address ? std::optional<std::string>(row.address) : std::nullopt));
}

TEST_CASE("trusts a proxy by address or network")
{
    const TrustedProxies trusted({"127.0.0.1", "10.0.0.0/8", "fd00::/8", "::1", "203.0.113.64/26"});
    for (const char* const address : {"127.0.0.1", "10.255.0.1", "fd12::1", "::1", "::ffff:127.0.0.1", "203.0.113.127"}) {
        CAPTURE(address);
        CHECK(trusted.holds(*plainAddress(address)));
    }
    for (const char* const address : {"127.0.0.2", "11.0.0.1", "fe80::1", "::2", "203.0.113.128", "::ffff:11.0.0.1"}) {
        CAPTURE(address);
        CHECK_FALSE(trusted.holds(*plainAddress(address)));
    }
    CHECK_FALSE(TrustedProxies().holds(*plainAddress("127.0.0.1")));
}
