#include "catch.h"

#include "gateway/config/key_search.h"

using namespace gateway::config;

TEST_CASE("distinguishes text that may contain a key from text with references only")
{
    struct Row {
        const char* text;
        bool mayHold;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"version": 1, "providers": [{"id": "a", "type": "deepseek", "keys": [{"name": "main", "secret": "keychain:a/main"}]}]})", false},
        {R"({"version": 1, "providers": [{"id": "a", "type": "deepseek", "keys": [{"name": "main", "secret": "env:DEEPSEEK_API_KEY"}]}]})", false},
        {R"({"version": 1, "providers": [{"id": "a", "type": "deepseek", "auth": {"headers": {"Authorization": "Bearer ${key}"}}}]})", false},
        {R"({"consumers": [{"name": "ide", "keys": [{"sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "hint": "sb-...3f"}]}]})", false},
        {R"({"routes": [{"balancer": {"algorithm": "chash", "key": "x-session-id"}}], "listen": {"tls": {"key": "/etc/tls/key.pem"}})", false},
        {R"({"ui": {"theme": "dark",)", false},
        {"", false},
        {R"({"providers": [{"keys": [{"name": "main", "secret": "abc")", true},
        {R"({"keys": [{"secret": "env:gsk_abcdefghijklmnopqrst"}]})", true},
        {R"({"keys": [{"secret": "env:0f3a9c5e7b1d2846af09c3e5d7b1f284"}]})", true},
        {R"({"headers": {"Authorization": "Bearer sk-proj-0123456789abcdef"}})", true},
        {R"({"headers": {"x-api-key": "swordfish"}})", true},
        {R"({"x_note": "my key is sk-proj-0123456789abcdef")", true},
        {R"({"base_url": "https://api.example/v1?key=AIzaSyA1234567890abcdef"})", true},
        {R"({"proxy": {"password": "swordfish"}})", true},
        {R"({"version": 1, "providers": [{"id": "a", "type": "deepseek", "keys": ["swordfish"]}]})", true},
        {R"({"secret": "keychain:a)", false},
    }));
    CAPTURE(row.text);
    CHECK(mayHoldKey(row.text) == row.mayHold);
}
