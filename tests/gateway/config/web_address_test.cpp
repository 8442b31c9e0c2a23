#include "catch.h"

#include "gateway/config/fields/web_address.h"

#include <string>
#include <vector>

namespace gateway::config {

TEST_CASE("accepts a URL's host only in its canonical spelling")
{
    struct Row {
        const char* url;
        const char* problem; // part of it; empty: none
    };
    const auto row = GENERATE(values<Row>({
        {"https://api.example.com/v1", ""},
        {"HTTPS://API.Example.com:8443/V1?a=B", ""},
        {"http://127.0.0.1:9", ""},
        {"http://[::1]:9000", ""},
        {"http://[0:0:0:0:0:0:0:1]:9000", ""},
        {"https://m\u00fcnchen.example", ""},
        {"https://my_host", ""},
        {"http://127.1:9", "unusual notation"},
        {"http://0x7f000001", "unusual notation"},
        {"http://0X7F.1/", "unusual notation"},
        {"http://2130706433", "unusual notation"},
        {"http://0177.0.0.1", "unusual notation"},
        {"http://127.0.0.01", "unusual notation"},
        {"http://\uff11\uff12\uff17.0.0.1", "unusual notation"},
        {"http://1.2.3.4.5", "unusual notation"},
        {"http://api.example.0x1", "unusual notation"},
        {"https://api.example.com.", "write api.example.com"},
        {"http://127.0.0.1.", "write 127.0.0.1"},
        {"http://[::ffff:127.0.0.1]:9", "write 127.0.0.1"},
        {"http://[::ffff:7f00:1]", "write 127.0.0.1"},
        {"https://%65vil.example", "must be"},
        {"https://evil%2eexample", "must be"},
        {"https://good.example@evil.example/", "without user name"},
        {"https://good.example:x@evil.example/", "without user name"},
        {"https://@evil.example/", "must not have an @"},
        {"https://good.example\\@evil.example/", "must be"},
        {"https://x/#part", "fragment"},
        {"ftp://x", "must be"},
        {"https:///v1", "must be"},
        {"https:x", "must be"},
        {"x:443/v1", "must be"},
        {"http://x:0", "port 0"},
    }));
    CAPTURE(row.url);
    const std::string problem = toText(webUrlProblem(row.url));
    CAPTURE(problem);
    CHECK(problem.empty() == (*row.problem == '\0'));
    CHECK(problem.find(row.problem) != std::string::npos);
}

TEST_CASE("parses IP addresses only in their usual spelling")
{
    CHECK(addressLiteral("127.0.0.1"));
    CHECK(addressLiteral("::1"));
    CHECK(addressLiteral("0:0::1"));
    for (const char* const text : {"", "1", "127.1", "0x7f.0.0.1", "2130706433", "0177.0.0.1", "127.0.0.1.", "localhost", " 127.0.0.1"}) {
        CAPTURE(text);
        CHECK_FALSE(addressLiteral(text));
    }
    CHECK(isMappedAddress(*addressLiteral("::ffff:10.0.0.1")));
    CHECK_FALSE(isMappedAddress(*addressLiteral("::1")));
    CHECK_FALSE(isMappedAddress(*addressLiteral("10.0.0.1")));
}

TEST_CASE("recognises networks that include every address")
{
    struct Row {
        std::vector<std::string> networks;
        bool all;
    };
    const auto row = GENERATE(values<Row>({
        {{}, false},
        {{"127.0.0.1", "10.0.0.0/8", "fd00::/8", "::1"}, false},
        {{"0.0.0.0"}, false},
        {{"0.0.0.0/1"}, false},
        {{"4000::/3"}, false},
        {{"10.0.0.1", "0.0.0.0/0"}, true},
        {{"10.1.2.3/0"}, true},
        {{"0.0.0.0/1", "128.0.0.0/1"}, true},
        {{"::/0"}, true},
        {{"2000::/3"}, true},
        {{"::/1"}, true},
        {{"::ffff:0:0/96"}, true},
    }));
    CAPTURE(row.networks);
    CHECK(holdEverybody(row.networks) == row.all);
}

TEST_CASE("lower-cases only the scheme and host of a URL")
{
    CHECK(withLowerOrigin("HTTPS://API.Example/V1?A=B") == "https://api.example/V1?A=B");
    CHECK(withLowerOrigin("HTTP://X?A") == "http://x?A");
    CHECK(withLowerOrigin("No URL") == "No URL");
}

} // namespace gateway::config
