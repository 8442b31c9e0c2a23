#include "gateway/http/proxy/proxy_rules.h"
#include "gateway/http/proxy/system_proxy.h"

#include "catch.h"

#include <map>

using Catch::Contains;
using namespace gateway;
using namespace gateway::http;

namespace {

using Variables = std::map<std::string, std::string>;

ProxyRules rulesOf(const Variables& variables)
{
    return ProxyRules([&](const char* name) {
        const auto found = variables.find(name);
        return found == variables.end() ? std::string() : found->second;
    });
}

/// "direct", "open" (decided by the system), a proxy, or "problem".
std::string wayTo(const Variables& variables, const std::string& scheme, const std::string& host, int port = 443)
{
    const auto choice = rulesOf(variables).choose(scheme, host, port);
    if (!choice.problem.isEmpty())
        return "problem";
    return choice.proxy ? choice.proxy->toString() : choice.isOpen ? "open" : "direct";
}

} // namespace

TEST_CASE("chooses the proxy of a scheme from the environment like curl")
{
    struct Row { const char* name; Variables variables; const char* scheme; const char* way; };
    const auto row = GENERATE(values<Row>({
        {"no variable", {}, "https", "open"},
        {"ALL_PROXY", {{"ALL_PROXY", "http://all:1"}}, "https", "http://all:1"},
        {"ALL_PROXY for http, too", {{"ALL_PROXY", "http://all:1"}}, "http", "http://all:1"},
        {"all_proxy wins over ALL_PROXY", {{"ALL_PROXY", "http://upper:1"}, {"all_proxy", "lower:2"}}, "http", "http://lower:2"},
        {"a scheme's own wins over ALL_PROXY", {{"ALL_PROXY", "http://all:1"}, {"HTTPS_PROXY", "http://own:2"}}, "https", "http://own:2"},
        {"https_proxy wins over HTTPS_PROXY", {{"HTTPS_PROXY", "http://upper:1"}, {"https_proxy", "http://lower:2"}}, "https", "http://lower:2"},
        {"an empty variable is ignored", {{"https_proxy", ""}, {"HTTPS_PROXY", "http://upper:1"}}, "https", "http://upper:1"},
        {"a blank variable is ignored", {{"https_proxy", " "}, {"ALL_PROXY", "http://all:1"}}, "https", "http://all:1"},
        {"http_proxy is not for https", {{"http_proxy", "http://p:1"}}, "https", "direct"},
        {"https_proxy is not for http", {{"https_proxy", "http://p:1"}}, "http", "direct"},
        {"HTTP_PROXY is not read", {{"HTTP_PROXY", "http://p:1"}}, "http", "direct"},
        {"HTTP_PROXY beside ALL_PROXY", {{"HTTP_PROXY", "http://p:1"}, {"ALL_PROXY", "http://all:2"}}, "http", "http://all:2"},
        {"one without a scheme", {{"http_proxy", "p.example:3128"}}, "http", "http://p.example:3128"},
        {"one without a port", {{"http_proxy", "http://p.example/"}}, "http", "http://p.example:1080"},
        {"SOCKS by name", {{"ALL_PROXY", "SOCKS5H://p.example"}}, "https", "socks5h://p.example:1080"},
        {"SOCKS by address", {{"ALL_PROXY", "socks5://[fd00::1]:99"}}, "https", "socks5://[fd00::1]:99"},
        {"desktop notation", {{"all_proxy", "socks://127.0.0.1:7891/"}}, "https", "socks5h://127.0.0.1:7891"},
        {"a proxy over TLS", {{"HTTPS_PROXY", "https://p:1"}}, "https", "problem"},
        {"SOCKS4", {{"ALL_PROXY", "socks4a://p:1"}}, "https", "problem"},
        {"no address", {{"ALL_PROXY", "http://"}}, "https", "problem"},
        {"no port", {{"ALL_PROXY", "p:port"}}, "https", "problem"},
        {"port 0", {{"ALL_PROXY", "p:0"}}, "https", "problem"},
        {"port 65536", {{"ALL_PROXY", "p:65536"}}, "https", "problem"},
        {"white space around", {{"ALL_PROXY", "\xC2\xA0 http://p:1\t\n"}}, "https", "http://p:1"},
        {"no more than white space", {{"https_proxy", "\xC2\xA0\n"}, {"ALL_PROXY", "http://all:1"}}, "https", "http://all:1"},
    }));
    CAPTURE(row.name);
    CHECK(wayTo(row.variables, row.scheme, "api.example") == row.way);
}

TEST_CASE("decodes a proxy's user name and password and shows neither")
{
    struct Row { const char* text; const char* user; const char* password; const char* shown; };
    const auto row = GENERATE(values<Row>({
        {"http://box:pr0xy-5ecret@p:1", "box", "pr0xy-5ecret", "http://p:1"},
        {" box:pr0xy-5ecret@p:1\n", "box", "pr0xy-5ecret", "http://p:1"},
        {"socks5h://b%40x:pr0xy-5ecret%3A%2F%25@[::2]:1/", "b@x", "pr0xy-5ecret:/%", "socks5h://[::2]:1"},
        {"http://box:pr0xy-5ecret@at@p:1", "box", "pr0xy-5ecret@at", "http://p:1"},
        {"http://box:pr0xy-5ecret/slash@p:1", "box", "pr0xy-5ecret/slash", "http://p:1"},
        {"http://box@p:1", "box", "", "http://p:1"},
    }));
    CAPTURE(row.text);
    const auto proxy = parseProxy(row.text);
    REQUIRE(proxy);
    CHECK(proxy->user == row.user);
    CHECK(proxy->password.reveal() == row.password);
    CHECK(proxy->toString() == row.shown);
}

TEST_CASE("names the variable of an unusable proxy with the remedy and without its password")
{
    const auto value = GENERATE(as<std::string>{}, "https://box:pr0xy-5ecret@p:1", "socks4://box:pr0xy-5ecret@p:1", "box:pr0xy-5ecret@p:0", "box:pr0xy-5ecret@:1");
    const auto choice = rulesOf({{"ALL_PROXY", value}}).choose("https", "api.example", 443);
    CHECK_THAT(toText(choice.problem), Contains("the variable ALL_PROXY") && Contains("http://") && !Contains("5ecret") && !Contains("box:"));
    CHECK_FALSE(choice.proxy);
    CHECK_FALSE(choice.isOpen);
}

TEST_CASE("never uses a proxy for the local machine")
{
    const Variables all{{"ALL_PROXY", "http://p:1"}, {"http_proxy", "http://p:1"}};
    for (const char* host : {"localhost", "LocalHost", "localhost.", "ollama.localhost", "127.0.0.1", "127.9.8.7", "::1", "[::1]", "::ffff:127.0.0.1", "0.0.0.0", "::"}) {
        CAPTURE(host);
        CHECK(wayTo(all, "http", host) == "direct");
        CHECK(wayTo({}, "http", host) == "direct"); // nor the system's proxy
    }
    for (const char* host : {"localhost.example", "mylocalhost", "128.0.0.1", "::2", "127.example"}) {
        CAPTURE(host);
        CHECK(wayTo(all, "http", host) == "http://p:1");
    }
}

TEST_CASE("applies no_proxy to domains and addresses and networks like curl")
{
    struct Row { const char* list; const char* host; bool isExcepted; };
    const auto row = GENERATE(values<Row>({
        {"corp.example", "corp.example", true},
        {"corp.example", "api.corp.example", true},
        {"corp.example", "notcorp.example", false},
        {"corp.example", "corp.example.org", false},
        {".corp.example", "api.corp.example", true},
        {".corp.example", "corp.example", true},
        {"*.corp.example", "api.corp.example", true},
        {"CORP.Example", "API.corp.EXAMPLE", true},
        {"corp.example.", "corp.example", true},
        {"corp.example", "corp.example.", true},
        {"a.example,corp.example", "corp.example", true},
        {"a.example corp.example", "corp.example", true},
        {"a.example;corp.example", "corp.example", true},
        {"localhost; 127.0.0.1; .corp.example;", "api.corp.example", true},
        {"10.0.0.0/8;*.corp.example", "10.9.8.7", true},
        {"a.example;b.example", "corp.example", false},
        {" , a.example ,\tcorp.example, ", "corp.example", true},
        {"*", "anything.example", true},
        {"*", "2001:db8::1", true},
        {"a.example, *", "anything.example", true},
        {"*,x", "anything.example", true},
        {"x,*", "10.9.8.7", true},
        {"x, *", "anything.example", true},
        {" * , x", "2001:db8::1", true},
        {"* x", "anything.example", true},
        {"\t*\n", "anything.example", true},
        {"*x", "anything.example", false},
        {"**", "anything.example", false},
        {"", "corp.example", false},
        {",", "corp.example", false},
        {".", "corp.example", false},
        {"10.1.2.3", "10.1.2.3", true},
        {"10.1.2.3", "10.1.2.33", false},
        {"10.0.0.0/8", "10.200.3.4", true},
        {"10.0.0.0/8", "11.0.0.1", false},
        {"192.168.4.0/23", "192.168.5.255", true},
        {"192.168.4.0/23", "192.168.6.0", false},
        {"10.1.2.3/32", "10.1.2.3", true},
        {"0.0.0.0/0", "8.8.8.8", true},
        {"10.0.0.0/33", "10.0.0.1", false},
        {"10.0.0.0/", "10.0.0.1", false},
        {"10.0.0.0/-1", "10.0.0.1", false},
        {"10.0.0.0/8", "::ffff:10.1.2.3", true},
        {"2001:db8::1", "2001:db8:0:0::1", true},
        {"[2001:db8::1]", "2001:db8::1", true},
        {"2001:db8::1", "[2001:db8::1]", true},
        {"2001:DB8::/32", "2001:db8:ffff::1", true},
        {"[2001:db8::]/32", "2001:db8:ffff::1", true},
        {"2001:db8::/33", "2001:db8:ffff::1", false},
        {"fd00::/8", "10.0.0.1", false},
        {"10.0.0.0/8", "host10.example", false},
        {"corp.example:443", "api.corp.example", true},
        {"corp.example:8443", "api.corp.example", false},
        {"10.1.2.3:443", "10.1.2.3", true},
        {"[2001:db8::1]:443", "2001:db8::1", true},
        {"[2001:db8::1]:80", "2001:db8::1", false},
    }));
    CAPTURE(row.list, row.host);
    CHECK(isExcepted(row.list, row.host, 443) == row.isExcepted);
    for (const char* name : {"NO_PROXY", "no_proxy"})
        CHECK(wayTo({{"ALL_PROXY", "http://p:1"}, {name, row.list}}, "https", row.host) == (row.isExcepted ? "direct" : "http://p:1"));
}

TEST_CASE("no_proxy overrides NO_PROXY and also exempts hosts from the system's proxy")
{
    CHECK(wayTo({{"ALL_PROXY", "p:1"}, {"no_proxy", "a.example"}, {"NO_PROXY", "b.example"}}, "https", "b.example") == "http://p:1");
    CHECK(wayTo({{"ALL_PROXY", "p:1"}, {"no_proxy", ""}, {"NO_PROXY", "b.example"}}, "https", "b.example") == "direct");
    CHECK(wayTo({{"NO_PROXY", "b.example"}}, "https", "b.example") == "direct");
    CHECK(wayTo({{"NO_PROXY", "b.example"}}, "https", "a.example") == "open");
}

TEST_CASE("reports the use of each variable consistently with the chosen proxy")
{
    using Kind = ProxyRules::Use::Kind;
    struct Row { Variables variables; std::vector<std::pair<std::string, Kind>> uses; };
    const auto row = GENERATE(values<Row>({
        {{{"ALL_PROXY", "p:1"}}, {{"ALL_PROXY", Kind::All}}},
        {{{"ALL_PROXY", "p:1"}, {"https_proxy", "p:2"}}, {{"https_proxy", Kind::Https}, {"ALL_PROXY", Kind::Http}}},
        {{{"HTTP_PROXY", "p:1"}, {"http_proxy", "p:2"}, {"HTTPS_PROXY", "p:3"}, {"https_proxy", "p:4"}, {"all_proxy", "p:5"}},
            {{"http_proxy", Kind::Http}, {"HTTP_PROXY", Kind::UpperCaseHttp}, {"https_proxy", Kind::Https}, {"HTTPS_PROXY", Kind::Overruled}, {"all_proxy", Kind::Overruled}}},
    }));
    const auto uses = rulesOf(row.variables).uses();
    REQUIRE(uses.size() == row.uses.size());
    for (std::size_t i = 0; i < uses.size(); ++i) {
        CAPTURE(uses[i].name);
        CHECK(uses[i].name == row.uses[i].first);
        CHECK(uses[i].kind == row.uses[i].second);
        const std::string own = uses[i].proxy->toString();
        const bool isHttp = uses[i].kind == Kind::All || uses[i].kind == Kind::Http;
        const bool isHttps = uses[i].kind == Kind::All || uses[i].kind == Kind::Https;
        CHECK((wayTo(row.variables, "http", "a.example") == own) == isHttp);
        CHECK((wayTo(row.variables, "https", "a.example") == own) == isHttps);
    }
}

TEST_CASE("resolves names locally for socks5 and at the proxy for socks5h and http")
{
    const auto found = [](const char* proxy) { return findProxy(QUrl(QStringLiteral("https://api.example/v1")), rulesOf({{"HTTPS_PROXY", proxy}})); };
    CHECK_FALSE(found("socks5://p:1").proxy.capabilities().testFlag(QNetworkProxy::HostNameLookupCapability));
    CHECK(found("socks5h://p:1").proxy.capabilities().testFlag(QNetworkProxy::HostNameLookupCapability));
    const FoundProxy http = found("http://b%40x:s%3At@p:1");
    CHECK(http.proxy.type() == QNetworkProxy::HttpProxy);
    CHECK(http.proxy.user() == QStringLiteral("b@x"));
    CHECK(http.proxy.password() == QStringLiteral("s:t"));
    CHECK(http.proxy.isCachingProxy()); // absolute URIs for http://
    CHECK(http.proxy.isTransparentProxy()); // and CONNECT for https://
    CHECK(http.variable == "HTTPS_PROXY");
    CHECK_FALSE(found("https://p:1").isDirect());
}

TEST_CASE("reports quotes around a proxy without repeating its value")
{
    struct Row { const char* value; const char* says; };
    const auto row = GENERATE(values<Row>({
        {"\"http://box:pr0xy-5ecret@p:8080\"", "is in quotes, which are part of its value. Remove them (\"docker run --env-file\""},
        {" 'pr0xy-5ecret@p:8080'\r\n", "is in quotes"},
        {"\xE2\x80\x9Chttp://pr0xy-5ecret@p:8080\xE2\x80\x9D", "is in typographic quotes"},
        {"\xE3\x80\x8Chttp://pr0xy-5ecret@p:8080\xE3\x80\x8D", "is in typographic quotes"},
        {"http://pr0xy-5ecret@p:8080\"", "starts or ends with a quotation mark"},
        {"\xE2\x80\x98pr0xy-5ecret@p:8080", "starts or ends with a quotation mark"},
    }));
    CAPTURE(row.value);
    const auto choice = rulesOf({{"http_proxy", row.value}}).choose("http", "api.example", 80);
    CHECK_FALSE(choice.proxy);
    CHECK_THAT(toText(choice.problem), Catch::StartsWith("the variable http_proxy ") && Contains(row.says) && !Contains("pr0xy-5ecret"));
}
